/** IndexedDB with promises: a database is a store of values by name. */

const storeName = 'values';

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
    return answerOf(this.#transaction('readonly').objectStore(this.#store).get(name));
  }

  names(): Promise<IDBValidKey[]> {
    return answerOf(this.#transaction('readonly').objectStore(this.#store).getAllKeys());
  }

  /** Resolves when it is sure to outlive a crash. */
  put(name: string, value: unknown): Promise<void> {
    return this.#change((store) => store.put(value, name));
  }

  delete(name: string): Promise<void> {
    return this.#change((store) => store.delete(name));
  }

  close(): void {
    this.#database.close();
  }

  #change(act: (store: IDBObjectStore) => IDBRequest): Promise<void> {
    const transaction = this.#transaction('readwrite');
    act(transaction.objectStore(this.#store));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? noAnswer());
    });
  }

  #transaction(mode: IDBTransactionMode): IDBTransaction {
    return this.#database.transaction(this.#store, mode, { durability: 'strict' });
  }
}

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? noAnswer());
  });
}

const noAnswer = () => new Error('IndexedDB gave no answer');
