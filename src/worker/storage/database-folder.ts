/**
 * A folder in IndexedDB, for pages that have no private folder: each file is a Blob under its name.
 * A Blob is read in place and never changed: a write makes another one of the same pieces.
 */
import type { StoreFile, StoreFolder } from '../../keeping/storage.ts';
import { openDatabase } from './database.ts';

const databaseName = 'unrolled kept runs';

/** @throws whatever the browser says where it keeps nothing, as in some private windows */
export async function openDatabaseFolder(): Promise<StoreFolder> {
  const database = await openDatabase(databaseName);
  return {
    async open(name) {
      const content = await database.get(name);
      return fileOf(content instanceof Blob ? content : new Blob(), (changed) =>
        database.put(name, changed),
      );
    },
    async names() {
      return (await database.names()).map(String);
    },
    remove: (name) => database.delete(name),
  };
}

function fileOf(content: Blob, put: (content: Blob) => Promise<void>): StoreFile {
  const reader = new FileReaderSync();
  return {
    getSize: () => content.size,
    read(into, { at }) {
      const found = reader.readAsArrayBuffer(content.slice(at, at + into.length));
      into.set(new Uint8Array(found));
      return found.byteLength;
    },
    write(bytes, { at }) {
      content = new Blob([content.slice(0, at), bytes, content.slice(at + bytes.length)]);
      return bytes.length;
    },
    truncate(size) {
      const more = Math.max(0, size - content.size);
      content = new Blob([content.slice(0, size), new Uint8Array(more)]);
    },
    flush: () => put(content),
    close: () => undefined,
  };
}
