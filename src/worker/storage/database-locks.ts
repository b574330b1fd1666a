/**
 * Locks of IndexedDB, for pages that have no `navigator.locks`. Each is an empty database: whoever
 * raises its version waits until nobody else has it open, and has it open alone then. A worker that
 * ends lets go of it, like of any database.
 */
import { BusyError, type Locks } from '../../keeping/storage.ts';
import { longPatienceMs, patienceMs } from './patience.ts';

/** A worker that was just terminated has let go of its databases by then. */
const blockedMs = 500;

const databaseOf = (name: string) => `lock: ${name}`;

const nothing = () => undefined;

/**
 * Resolves, when it is granted, to what lets go of it. Once asked for, it will be granted.
 * @param onBlocked others have it open
 */
async function request(name: string, onBlocked: () => void = nothing): Promise<() => void> {
  let version: number | undefined;
  for (;;) {
    const { database, isAlone } = await open(name, version, onBlocked);
    if (isAlone) return () => database.close();
    // others have it open, or had: the next version is for one alone
    version = database && database.version + 1;
    database?.close();
  }
}

type Opened = { database: IDBDatabase; isAlone: true } | { database?: IDBDatabase; isAlone: false };

/** Alone where this raises the version. No database where somebody raised it further. */
function open(name: string, version: number | undefined, onBlocked: () => void): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(databaseOf(name), version);
    let isAlone = false;
    opening.onupgradeneeded = () => (isAlone = true);
    opening.onblocked = onBlocked;
    opening.onsuccess = () => resolve({ database: opening.result, isAlone });
    opening.onerror = () => {
      if (opening.error?.name === 'VersionError') resolve({ isAlone: false });
      else reject(opening.error ?? new Error('IndexedDB gave no answer'));
    };
  });
}

/** Null when it is not granted in time; it is let go of when it is granted later. */
async function requestWithin(name: string, patience: number): Promise<(() => void) | null> {
  const granted = request(name);
  const release = await Promise.race([granted, later(patience)]);
  if (release) return release;
  void granted.then((late) => late(), nothing);
  return null;
}

function later(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}

/** The names that this worker holds. */
const ours = new Set<string>();

interface Wait {
  free: Promise<void>;
  /** Resolves where it is known, or long likely, that another worker holds it. */
  held: Promise<void>;
}

/** What this worker waits for: it asks for each name once. */
const waits = new Map<string, Wait>();

function wait(name: string): Wait {
  const known = waits.get(name);
  if (known) return known;
  let onBlocked = nothing;
  const blocked = new Promise<void>((resolve) => (onBlocked = () => void resolve()));
  const free = request(name, () => onBlocked())
    .then((release) => release())
    .finally(() => waits.delete(name));
  // who waits behind another one that waits is not told
  const held = Promise.race([blocked.then(() => later(blockedMs)), later(patienceMs)]);
  const begun = { free, held };
  waits.set(name, begun);
  return begun;
}

async function isHeld(name: string): Promise<boolean> {
  if (ours.has(name)) return true;
  const { free, held } = wait(name);
  return Promise.race([free.then(() => false), held.then(() => true)]);
}

export const databaseLocks: Locks = {
  async alone(name, act) {
    const release = await requestWithin(name, longPatienceMs);
    if (!release) throw new BusyError(name);
    try {
      return await act();
    } finally {
      release();
    }
  },

  async hold(name) {
    const release = (await isHeld(name)) ? null : await requestWithin(name, patienceMs);
    if (!release) return null;
    ours.add(name);
    return () => {
      ours.delete(name);
      release();
      forget(name);
    };
  },

  /** Pages of older versions keep nothing where there are no locks: nobody holds it alone. */
  async share(name) {
    const release = await request(name);
    release();
    return true;
  },

  async held(prefix) {
    const start = databaseOf(prefix);
    const names = (await indexedDB.databases())
      .filter(({ name }) => name?.startsWith(start))
      .map(({ name = '' }) => name.slice(databaseOf('').length));
    const held = await Promise.all(names.map(isHeld));
    names.filter((_, index) => !held[index]).forEach(forget);
    return new Set(names.filter((_, index) => held[index]));
  },

  free: (name) => wait(name).free,
};

/** Removes what is left of a lock, as soon as nobody holds it. */
function forget(name: string): void {
  indexedDB.deleteDatabase(databaseOf(name));
}
