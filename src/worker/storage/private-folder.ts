/** The private folder of this page's origin. A page that came over plain http has none. */
import type { StoreFile, StoreFolder } from '../../keeping/storage.ts';
import { patienceMs } from './patience.ts';

const folderName = 'kept-run';
const retryMs = 100;

/** @throws whatever the browser says where it keeps nothing, as in some private windows */
export async function openPrivateFolder(): Promise<StoreFolder> {
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
