/** The browser's private folder of this page's origin, and the lock that makes one worker its writer. */
import type { StoreFile, StoreFolder } from './run-store.ts';

const folderName = 'kept-run';
const lockName = 'unrolled kept run';
/** A worker that was just terminated may hold its files and its lock this long. */
const patienceMs = 5000;
const retryMs = 100;

/** @throws whatever the browser says where it keeps nothing, as in some private windows */
export async function openOriginFolder(): Promise<StoreFolder> {
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

/**
 * Whether this worker is the one that writes; then it is for as long as it lives.
 * @param waits for a worker that was just terminated, instead of giving up at once
 */
export function becomeWriter(waits: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const hold = (lock: Lock | null) => {
      resolve(lock !== null);
      return lock ? new Promise<never>(() => undefined) : undefined;
    };
    const options = waits ? { signal: AbortSignal.timeout(patienceMs) } : { ifAvailable: true };
    navigator.locks.request(lockName, options, hold).catch(() => resolve(false));
  });
}
