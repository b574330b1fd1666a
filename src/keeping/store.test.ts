import { describe, expect, it } from 'vitest';
import { uniformFloats } from '../lib/random.ts';
import { RunStore, type StoreFile, type StoreFolder } from './run-store.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Change = { at: number; bytes: Bytes } | { size: number };

class KilledError extends Error {}

/** A disk whose power may fail: what was not flushed by then is kept, torn or lost, by chance. */
class Disk implements StoreFolder {
  readonly #durable = new Map<string, Bytes>();
  readonly #pending = new Map<string, Change[]>();
  /** Operations until the power fails. */
  left = Infinity;
  operations = 0;
  /** Bytes that a file may have. */
  quota = Infinity;
  openFiles = 0;

  #count(): void {
    this.operations++;
    if (--this.left < 0) throw new KilledError();
  }

  #content(name: string): Bytes {
    const changes = this.#pending.get(name) ?? [];
    return changes.reduce(applied, this.#durable.get(name) ?? new Uint8Array());
  }

  names(): Promise<string[]> {
    return Promise.resolve([...new Set([...this.#durable.keys(), ...this.#pending.keys()])]);
  }

  remove(name: string): Promise<void> {
    this.#durable.delete(name);
    this.#pending.delete(name);
    return Promise.resolve();
  }

  open(name: string): Promise<StoreFile> {
    if (!this.#durable.has(name)) this.#durable.set(name, new Uint8Array());
    const changes: Change[] = [];
    this.#pending.set(name, changes);
    this.openFiles++;
    return Promise.resolve({
      getSize: () => this.#content(name).length,
      read: (into, { at }) => {
        const found = this.#content(name).subarray(at, at + into.length);
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
      flush: () => {
        this.#count();
        this.#durable.set(name, this.#content(name));
        changes.length = 0;
      },
      close: () => {
        this.openFiles--;
      },
    });
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

function chances(seed: number): () => number {
  const values = uniformFloats(seed, 0, 1 << 14, 0, 1);
  let at = 0;
  return () => values[at++ % values.length];
}

/** The state after save number `turn`: all its bytes say so. */
const stateOf = (turn: number, bytes = 100 + 37 * (turn % 5)): Bytes =>
  new Uint8Array(bytes).fill(turn % 251);

describe('run store', () => {
  it('gives back the latest state, also in the next session', async () => {
    const disk = new Disk();
    expect(await new RunStore(disk).load()).toBeNull();
    const store = new RunStore(disk);
    for (let turn = 1; turn <= 5; turn++) {
      await store.save(stateOf(turn));
      expect(await new RunStore(disk).load()).toEqual(stateOf(turn));
    }
    const next = new RunStore(disk);
    await next.save(stateOf(6));
    expect(await next.load()).toEqual(stateOf(6));
    expect(await disk.names()).toEqual(['run-a', 'run-b']);
    expect(disk.openFiles).toBe(0);
  });

  it('has a whole state after each of 200 kills at random points of a save', async () => {
    const chance = chances(11);
    const disk = new Disk();
    let kept = 0;
    let kills = 0;
    let saves = 0;
    await new RunStore(disk).save(stateOf(kept));
    for (let turn = 1; kills < 200; turn++) {
      // sometimes of more than one piece
      const state = turn % 50 === 0 ? stateOf(turn, 9 * 2 ** 20) : stateOf(turn);
      disk.left = Math.floor(chance() * 7);
      const result = await new RunStore(disk).save(state).then(
        () => 'saved',
        () => 'killed',
      );
      if (result === 'killed') kills++;
      else saves++;
      disk.restart(chance);
      const loaded = await new RunStore(disk).load();
      const isNew = loaded?.length === state.length && loaded[0] === state[0];
      if (result === 'saved') expect(isNew).toBe(true);
      if (isNew) kept = turn;
      expect(loaded).toEqual(isNew ? state : previousOf(kept));
    }
    expect(saves).toBeGreaterThan(10);
  });

  it('passes over a slot in which a single bit is wrong', async () => {
    for (const position of [0, 5, 9, 17, 30, 40, 64, 99]) {
      const disk = new Disk();
      const store = new RunStore(disk);
      await store.save(stateOf(1));
      await store.save(stateOf(2));
      const file = await disk.open('run-b');
      const byte = new Uint8Array(1);
      file.read(byte, { at: position });
      byte[0] ^= 4;
      file.write(byte, { at: position });
      file.flush();
      file.close();
      expect(await new RunStore(disk).load()).toEqual(stateOf(1));
    }
  });

  it('keeps the old state where there is no room for a new one, and says so', async () => {
    const disk = new Disk();
    const store = new RunStore(disk);
    await store.save(stateOf(1));
    disk.quota = 200;
    await expect(store.save(stateOf(2, 500))).rejects.toThrow(/^storage: .+ reason full\. .+\.$/);
    expect(disk.openFiles).toBe(0);
    expect(await store.load()).toEqual(stateOf(1));
    disk.quota = Infinity;
    await store.save(stateOf(3));
    expect(await new RunStore(disk).load()).toEqual(stateOf(3));
  });

  it('keeps texts by their hash, as long as they are needed, and forgets everything', async () => {
    const disk = new Disk();
    const store = new RunStore(disk);
    await store.save(stateOf(1));
    await store.saveText('aa', () => Promise.resolve(stateOf(2)));
    for (const session of [store, new RunStore(disk)]) {
      await session.saveText('aa', () => Promise.reject(new Error('it is there already')));
    }
    await store.saveText('bb', () => Promise.resolve(stateOf(3)));
    expect(await store.loadText('aa')).toEqual(stateOf(2));
    await store.dropTexts(['bb']);
    expect(await store.loadText('aa')).toBeNull();
    expect(await store.loadText('bb')).toEqual(stateOf(3));
    await store.forget();
    expect(await store.load()).toBeNull();
    expect(await disk.names()).toEqual([]);
  });
});

function previousOf(turn: number): Bytes {
  return turn > 0 && turn % 50 === 0 ? stateOf(turn, 9 * 2 ** 20) : stateOf(turn);
}
