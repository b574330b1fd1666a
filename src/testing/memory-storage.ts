/** Storage for keeping, in memory: one origin, and as many workers of it as a test wants. */
import type { KeepingStorage, Locks, StoreFile, StoreFolder } from '../keeping/storage.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What the workers of an origin share. */
export class MemoryOrigin {
  readonly files = new Map<string, Bytes>();
  /** By name: who holds it. */
  readonly holders = new Map<string, object>();
  readonly channels = new Map<object, () => void>();
  readonly waiting: { name: string; resolve: () => void }[] = [];
  /** Of `alone`, by name. */
  readonly turns = new Map<string, Promise<unknown>>();
  quotaBytes: number | null = null;
  /** Thrown when the folder is opened. */
  refusal: Error | null = null;
  /** Thrown by the next writes. */
  writeError: Error | null = null;
  isOlderPageOpen = false;
  now = 1_000_000;

  release(name: string): void {
    this.holders.delete(name);
    for (const waiting of this.waiting.splice(0)) {
      if (waiting.name === name) waiting.resolve();
      else this.waiting.push(waiting);
    }
  }
}

/** One worker's. */
export class MemoryStorage implements KeepingStorage {
  readonly origin: MemoryOrigin;
  readonly locks: Locks;
  #isOver = false;

  constructor(origin = new MemoryOrigin()) {
    this.origin = origin;
    this.locks = this.#locks();
  }

  /** The worker ends: what it holds is free, and nobody tells it anything any more. */
  end(): void {
    this.#isOver = true;
    this.origin.channels.delete(this);
    for (const [name, holder] of [...this.origin.holders]) {
      if (holder === this) this.origin.release(name);
    }
  }

  openFolder = (): Promise<StoreFolder> => {
    const { refusal } = this.origin;
    return refusal ? Promise.reject(refusal) : Promise.resolve(this.#folder());
  };

  openChannel = (onChange: () => void): (() => void) => {
    const { channels } = this.origin;
    channels.set(this, onChange);
    return () => {
      for (const [holder, tell] of [...channels]) if (holder !== this) queueMicrotask(tell);
    };
  };

  quota = (): Promise<number | null> => Promise.resolve(this.origin.quotaBytes);
  date = (): number => ++this.origin.now;

  #locks(): Locks {
    const { origin } = this;
    return {
      async alone(name, act) {
        const before = origin.turns.get(name) ?? Promise.resolve();
        const turn = before.then(act, act);
        origin.turns.set(
          name,
          turn.catch(() => undefined),
        );
        return turn;
      },
      hold: (name) => {
        if (origin.holders.has(name)) return Promise.resolve(null);
        origin.holders.set(name, this);
        return Promise.resolve(() => origin.release(name));
      },
      share: () => Promise.resolve(!origin.isOlderPageOpen),
      held: (prefix) =>
        Promise.resolve(
          new Set([...origin.holders.keys()].filter((name) => name.startsWith(prefix))),
        ),
      free: (name) =>
        new Promise<void>((resolve) => {
          if (!origin.holders.has(name)) resolve();
          else origin.waiting.push({ name, resolve });
        }),
    };
  }

  #folder(): StoreFolder {
    const { files } = this.origin;
    return {
      names: () => Promise.resolve([...files.keys()]),
      remove: (name) => Promise.resolve(void files.delete(name)),
      open: (name) => Promise.resolve(this.#file(name)),
    };
  }

  #file(name: string): StoreFile {
    const { files } = this.origin;
    const resize = (size: number): Bytes => {
      if (this.#isOver) throw new DOMException('the worker is gone', 'InvalidStateError');
      if (this.origin.writeError) throw this.origin.writeError;
      const file = new Uint8Array(size);
      file.set((files.get(name) ?? file).subarray(0, size));
      files.set(name, file);
      return file;
    };
    const content = (): Bytes => files.get(name) ?? new Uint8Array();
    if (!files.has(name)) files.set(name, new Uint8Array());
    return {
      getSize: () => content().length,
      read(into, { at }) {
        const found = content().subarray(at, at + into.length);
        into.set(found);
        return found.length;
      },
      write(bytes, { at }) {
        resize(Math.max(content().length, at + bytes.length)).set(bytes, at);
        return bytes.length;
      },
      truncate: (size) => void resize(size),
      flush: () => undefined,
      close: () => undefined,
    };
  }
}
