/**
 * A folder in IndexedDB, for pages that have no private folder: each file is its bytes under its
 * name, read whole and written whole. (Blobs, read in place, are refused in WebKit's private windows.)
 */
import type { StoreFile, StoreFolder } from '../../keeping/storage.ts';
import { openDatabase } from './database.ts';

const databaseName = 'unrolled kept runs';

type Bytes = Uint8Array<ArrayBuffer>;

/** @throws whatever the browser says where it keeps nothing, as in some private windows */
export async function openDatabaseFolder(): Promise<StoreFolder> {
  const database = await openDatabase(databaseName);
  return {
    async open(name) {
      const kept = await database.get(name);
      const content = kept instanceof Uint8Array ? (kept as Bytes) : new Uint8Array();
      return fileOf(content, (changed) => database.put(name, changed));
    },
    async names() {
      return (await database.names()).map(String);
    },
    remove: (name) => database.delete(name),
  };
}

/** @param put keeps what the file holds then */
function fileOf(content: Bytes, put: (content: Bytes) => Promise<void>): StoreFile {
  return {
    getSize: () => content.length,
    read(into, { at }) {
      const found = content.subarray(at, at + into.length);
      into.set(found);
      return found.length;
    },
    write(bytes, { at }) {
      const end = at + bytes.length;
      if (end > content.length) content = resized(content, end);
      content.set(bytes, at);
      return bytes.length;
    },
    truncate(size) {
      content = resized(content, size);
    },
    flush: () => put(content),
    close: () => undefined,
  };
}

/** The first bytes, then zeros. */
function resized(content: Bytes, size: number): Bytes {
  const changed = new Uint8Array(size);
  changed.set(content.subarray(0, size));
  return changed;
}
