/** Remembers per adapter how careful to be with it, from one page to the next, in IndexedDB. */
import type { CautionStore } from '../backend/device-owner.ts';

const databaseName = 'unrolled';
const storeName = 'cautions';

export const cautionStore: CautionStore = {
  async read(adapter) {
    const found = await act<unknown>('readonly', (store) => store.get(adapter));
    return typeof found === 'number' && Number.isInteger(found) && found > 0 ? found : 0;
  },

  async write(adapter, caution) {
    await act('readwrite', (store) => store.put(caution, adapter));
  },
};

/** Opened anew each time: it is needed once per page, and once per loss. */
async function act<Result>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const opening = indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(storeName);
  const database = await answerOf(opening);
  try {
    return await answerOf(ask(database.transaction(storeName, mode).objectStore(storeName)));
  } finally {
    database.close();
  }
}

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB gave no answer'));
  });
}
