/** Locks as the browser has them. A page that came over plain http has none. */
import { BusyError, type Locks } from '../../keeping/storage.ts';
import { longPatienceMs, patienceMs } from './patience.ts';

/** Holds a lock until it is let go of. @returns null when it was not granted in time */
function request(name: string, mode: LockMode, patience: number): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    const options = { mode, signal: AbortSignal.timeout(patience) };
    navigator.locks
      .request(name, options, () => new Promise<void>((release) => resolve(release)))
      .catch(() => resolve(null));
  });
}

export const webLocks: Locks = {
  async alone(name, act) {
    const release = await request(name, 'exclusive', longPatienceMs);
    if (!release) throw new BusyError(name);
    try {
      return await act();
    } finally {
      release();
    }
  },

  async hold(name) {
    const isHeld = (await webLocks.held(name)).has(name);
    return isHeld ? null : request(name, 'exclusive', patienceMs);
  },

  async share(name) {
    return (await request(name, 'shared', patienceMs)) !== null;
  },

  /** Alone, that is: who waits for a lock to be free shares it for a moment. */
  async held(prefix) {
    const { held = [] } = await navigator.locks.query();
    const names = held
      .filter(({ mode, name }) => mode === 'exclusive' && name?.startsWith(prefix))
      .map(({ name }) => name as string);
    return new Set(names);
  },

  free: (name) => navigator.locks.request(name, { mode: 'shared' }, () => undefined),
};
