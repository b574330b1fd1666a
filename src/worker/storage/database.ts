/**
 * IndexedDB with promises: a database is a store of values by name. Everything is answered once its
 * transaction has ended, reads too: where a worker is terminated, as by a reload, while one waits
 * behind another that only reads, WebKit (2.50) leaves that one open, and every write of later
 * workers waits behind it for good. What is never answered all the same is refused in the end.
 */

const storeName = 'values';
/** Longer than the largest run takes to write. */
export const answerMs = 30_000;

export async function openDatabase(name: string, store = storeName): Promise<Table> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  return new Table(await answerOf(opening), store);
}

/** One store of an open database. */
class Table {
  readonly #database: IDBDatabase;
  readonly #store: string;

  constructor(database: IDBDatabase, store: string) {
    this.#database = database;
    this.#store = store;
  }

  get(name: string): Promise<unknown> {
    return this.#ended('readonly', (store) => store.get(name));
  }

  names(): Promise<IDBValidKey[]> {
    return this.#ended('readonly', (store) => store.getAllKeys());
  }

  /** Resolves when it is sure to outlive a crash. */
  async put(name: string, value: unknown): Promise<void> {
    await this.#ended('readwrite', (store) => store.put(value, name));
  }

  async delete(name: string): Promise<void> {
    await this.#ended('readwrite', (store) => store.delete(name));
  }

  close(): void {
    this.#database.close();
  }

  #ended<Result>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> {
    const transaction = this.#database.transaction(this.#store, mode, { durability: 'strict' });
    const request = act(transaction.objectStore(this.#store));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(noAnswer());
        callOff(transaction);
      }, answerMs);
      transaction.oncomplete = () => {
        clearTimeout(timer);
        resolve(request.result);
      };
      transaction.onabort = () => {
        clearTimeout(timer);
        reject(transaction.error ?? noAnswer());
      };
    });
  }
}

/** So that what is asked for next does not wait behind it. */
function callOff(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // it came to its end in this very moment
  }
}

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? noAnswer());
  });
}

const noAnswer = () => new Error('IndexedDB gave no answer');
