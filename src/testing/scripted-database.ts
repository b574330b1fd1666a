/**
 * IndexedDB in memory, as much of it as keeping asks for: versions that wait for other connections,
 * requests of a database one after another, transactions that all or nothing of comes to pass.
 */
type Listener = ((event: object) => void) | null;

class Request {
  result: unknown;
  error: DOMException | null = null;
  onsuccess: Listener = null;
  onerror: Listener = null;
  onblocked: Listener = null;
  onupgradeneeded: Listener = null;

  succeed(result: unknown): void {
    this.result = result;
    this.onsuccess?.({});
  }

  fail(name: string): void {
    this.error = new DOMException(`scripted: ${name}`, name);
    this.onerror?.({});
  }
}

class Transaction {
  error: DOMException | null = null;
  oncomplete: Listener = null;
  onabort: Listener = null;
  readonly #values: Map<string, unknown>;
  readonly #changed: Map<string, unknown>;

  constructor(values: Map<string, unknown>, failure: string | undefined, onEnd: () => void) {
    this.#values = values;
    this.#changed = new Map(values);
    // what is asked for now is answered first, and is dealt with by whoever asked
    void laterTurns(10).then(() => {
      if (failure === 'silence') return;
      onEnd();
      this.#end(failure);
    });
  }

  objectStore() {
    const answered = (answer: () => unknown) => {
      const request = new Request();
      queueMicrotask(() => request.succeed(answer()));
      return request;
    };
    return {
      get: (key: string) => answered(() => structuredClone(this.#changed.get(key))),
      getAllKeys: () => answered(() => [...this.#changed.keys()].sort()),
      put: (value: unknown, key: string) => {
        this.#changed.set(key, structuredClone(value));
        return answered(() => key);
      },
      delete: (key: string) => {
        this.#changed.delete(key);
        return answered(() => undefined);
      },
    };
  }

  /** What a dead worker has left open keeps it from coming to an end. */
  abort(): void {
    this.onabort?.({});
  }

  #end(failure: string | undefined): void {
    if (failure !== undefined) {
      this.error = new DOMException(`scripted: ${failure}`, failure);
      this.onabort?.({});
      return;
    }
    this.#values.clear();
    for (const [key, value] of this.#changed) this.#values.set(key, value);
    this.oncomplete?.({});
  }
}

async function laterTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
}

/** What is kept of a database, and who has it open. */
class Stored {
  version = 0;
  readonly stores = new Map<string, Map<string, unknown>>();
  readonly connections = new Set<object>();
  #turn: Promise<void> = Promise.resolve();
  #onClose: () => void = () => undefined;

  /** After all that was asked for before. */
  inTurn(act: () => Promise<void>): void {
    this.#turn = this.#turn.then(act);
  }

  async whenAlone(request: Request): Promise<void> {
    if (this.connections.size > 0) request.onblocked?.({});
    while (this.connections.size > 0) await new Promise<void>((free) => (this.#onClose = free));
  }

  close(connection: object): void {
    this.connections.delete(connection);
    this.#onClose();
  }
}

/** In the place of a browser's `indexedDB`. */
export class ScriptedDatabases {
  readonly #all = new Map<string, Stored>();
  /** Why the next transactions that change something fail; `silence`: nothing is heard of them. */
  failures: string[] = [];
  /** Options of transactions so far. */
  readonly durabilities: unknown[] = [];
  openTransactions = 0;

  open(name: string, version?: number): Request {
    const request = new Request();
    const stored = this.#of(name);
    stored.inTurn(async () => {
      const wanted = version ?? Math.max(1, stored.version);
      if (wanted < stored.version) return request.fail('VersionError');
      if (wanted > stored.version) {
        await stored.whenAlone(request);
        stored.version = wanted;
        request.result = this.#connect(stored);
        request.onupgradeneeded?.({});
        return request.succeed(request.result);
      }
      request.succeed(this.#connect(stored));
    });
    return request;
  }

  deleteDatabase(name: string): Request {
    const request = new Request();
    const stored = this.#of(name);
    stored.inTurn(async () => {
      await stored.whenAlone(request);
      stored.version = 0;
      stored.stores.clear();
      request.succeed(undefined);
    });
    return request;
  }

  databases(): Promise<{ name: string; version: number }[]> {
    const there = [...this.#all].filter(([, { version }]) => version > 0);
    return Promise.resolve(there.map(([name, { version }]) => ({ name, version })));
  }

  #of(name: string): Stored {
    const stored = this.#all.get(name) ?? new Stored();
    this.#all.set(name, stored);
    return stored;
  }

  #connect(stored: Stored): object {
    const connection = {
      version: stored.version,
      createObjectStore: (name: string) => stored.stores.set(name, new Map<string, unknown>()),
      transaction: (name: string, mode: string, options: { durability: string }) => {
        this.durabilities.push(options.durability);
        const failure = mode === 'readwrite' ? this.failures.shift() : undefined;
        this.openTransactions++;
        const values = stored.stores.get(name) as Map<string, unknown>;
        return new Transaction(values, failure, () => this.openTransactions--);
      },
      close: () => stored.close(connection),
    };
    stored.connections.add(connection);
    return connection;
  }
}
