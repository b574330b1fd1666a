/** What a browser gives for keeping: the private folder of this page's origin, locks, a channel. */
import {
  BusyError,
  type KeepingStorage,
  type Locks,
  type StoreFile,
  type StoreFolder,
} from '../keeping/storage.ts';

const folderName = 'kept-run';
const channelName = 'unrolled kept runs';
/** A worker that was just terminated may hold its files and its locks this long. */
const patienceMs = 5000;
/** Longer than keeping the largest run takes. */
const longPatienceMs = 60_000;
const retryMs = 100;

/** @throws whatever the browser says where it keeps nothing, as in some private windows */
async function openFolder(): Promise<StoreFolder> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(folderName, { create: true });
  return {
    async open(name): Promise<StoreFile> {
      const handle = await folder.getFileHandle(name, { create: true });
      return patiently(() => handle.createSyncAccessHandle());
    },
    async names() {
      const names: string[] = [];
      for await (const name of folder.keys()) names.push(name);
      return names;
    },
    remove: (name) => patiently(() => folder.removeEntry(name)),
  };
}

/** Tries again while another worker holds the file. */
async function patiently<Result>(act: () => Promise<Result>): Promise<Result> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isHeld || performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

/** Holds a lock until it is let go of. @returns null when it was not granted in time */
function request(name: string, mode: LockMode, patience: number): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    const options = { mode, signal: AbortSignal.timeout(patience) };
    navigator.locks
      .request(name, options, () => new Promise<void>((release) => resolve(release)))
      .catch(() => resolve(null));
  });
}

const locks: Locks = {
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
    const isHeld = (await locks.held(name)).has(name);
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

export const originStorage: KeepingStorage = {
  openFolder,
  locks,

  openChannel(onChange) {
    const channel = new BroadcastChannel(channelName);
    channel.onmessage = onChange;
    return () => channel.postMessage(null);
  },

  quota: async () => (await navigator.storage.estimate()).quota ?? null,
  date: () => Date.now(),
};
