/** A disk whose power may fail: what was not flushed by then is kept, torn or lost, by chance. */
import type { StoreFile, StoreFolder } from '../keeping/storage.ts';
import { uniformFloats } from '../lib/random.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Change = { at: number; bytes: Bytes } | { size: number };

class KilledError extends Error {}

export class FailingDisk implements StoreFolder {
  readonly #durable = new Map<string, Bytes>();
  readonly #pending = new Map<string, Change[]>();
  /** Operations until the power fails. */
  left = Infinity;
  operations = 0;
  /** The operation, counted from 1, that fails with this error, once. */
  failAt: { operation: number; error: Error } | undefined;
  /** Bytes that a file may have. */
  quota = Infinity;
  openFiles = 0;

  /** Another disk with the same files. */
  copy(): FailingDisk {
    const disk = new FailingDisk();
    for (const name of this.#all()) disk.plant(name, this.content(name));
    return disk;
  }

  #count(): void {
    this.operations++;
    if (--this.left < 0) throw new KilledError();
    if (this.failAt?.operation === this.operations) throw this.failAt.error;
  }

  /** What would be read now. */
  content(name: string): Bytes {
    const changes = this.#pending.get(name) ?? [];
    return changes.reduce(applied, this.#durable.get(name) ?? new Uint8Array());
  }

  /** Puts these bytes there, by no way that the store knows. */
  plant(name: string, bytes: Bytes): void {
    this.#pending.delete(name);
    this.#durable.set(name, bytes);
  }

  get bytes(): number {
    let bytes = 0;
    for (const name of this.#all()) bytes += this.content(name).length;
    return bytes;
  }

  #all(): Set<string> {
    return new Set([...this.#durable.keys(), ...this.#pending.keys()]);
  }

  names(): Promise<string[]> {
    return Promise.resolve([...this.#all()]);
  }

  async remove(name: string): Promise<void> {
    await Promise.resolve();
    this.#count();
    this.#durable.delete(name);
    this.#pending.delete(name);
  }

  async open(name: string): Promise<StoreFile> {
    await Promise.resolve();
    this.#count();
    if (!this.#durable.has(name)) this.#durable.set(name, new Uint8Array());
    const changes: Change[] = this.#pending.get(name) ?? [];
    this.#pending.set(name, changes);
    this.openFiles++;
    return {
      getSize: () => this.content(name).length,
      read: (into, { at }) => {
        const found = this.content(name).subarray(at, at + into.length);
        into.set(found);
        return found.length;
      },
      write: (bytes, { at }) => {
        this.#count();
        if (at + bytes.length > this.quota) throw new DOMException('full', 'QuotaExceededError');
        changes.push({ at, bytes: bytes.slice() });
        return bytes.length;
      },
      truncate: (size) => {
        this.#count();
        if (size > this.quota) throw new DOMException('full', 'QuotaExceededError');
        changes.push({ size });
      },
      flush: async () => {
        await Promise.resolve();
        this.#count();
        this.#durable.set(name, this.content(name));
        changes.length = 0;
      },
      close: () => {
        this.openFiles--;
      },
    };
  }

  /** The power is back; `chance` gives numbers from 0 to 1. */
  restart(chance: () => number): void {
    this.left = Infinity;
    this.openFiles = 0;
    for (const [name, changes] of this.#pending) {
      let content = this.#durable.get(name) ?? new Uint8Array();
      for (const change of changes) {
        const fate = chance();
        if (fate < 0.4) continue;
        const torn = 'bytes' in change && fate < 0.7;
        content = applied(
          content,
          torn
            ? { ...change, bytes: change.bytes.slice(0, chance() * change.bytes.length) }
            : change,
        );
      }
      this.#durable.set(name, content);
    }
    this.#pending.clear();
  }
}

function applied(content: Bytes, change: Change): Bytes {
  const end = 'size' in change ? change.size : change.at + change.bytes.length;
  const size = 'size' in change ? end : Math.max(content.length, end);
  const changed = new Uint8Array(size);
  changed.set(content.subarray(0, size));
  if ('bytes' in change) changed.set(change.bytes, change.at);
  return changed;
}

export function chances(seed: number): () => number {
  const values = uniformFloats(seed, 0, 1 << 14, 0, 1);
  let at = 0;
  return () => values[at++ % values.length];
}
