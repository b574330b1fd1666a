/** Locks of IndexedDB between workers: each test's workers have the module anew and share the databases. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Locks } from '../../keeping/storage.ts';
import { ScriptedDatabases } from '../../testing/scripted-database.ts';
import { longPatienceMs, patienceMs } from './patience.ts';

let databases: ScriptedDatabases;

beforeEach(() => {
  vi.useFakeTimers();
  databases = new ScriptedDatabases();
  vi.stubGlobal('indexedDB', databases);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function newWorker(): Promise<Locks> {
  vi.resetModules();
  return (await import('./database-locks.ts')).databaseLocks;
}

/** What a promise came to by now; undefined while it waits. */
async function now<Result>(promise: Promise<Result>): Promise<Result | undefined> {
  let found: Result | undefined;
  void promise.then((result) => (found = result));
  await vi.advanceTimersByTimeAsync(0);
  return found;
}

describe('a lock of IndexedDB', () => {
  it('is held by one worker; another is refused, until it is let go of', async () => {
    const [one, other] = [await newWorker(), await newWorker()];
    const release = await one.hold('run a');
    expect(release).toBeTypeOf('function');
    const refused = other.hold('run a');
    await vi.advanceTimersByTimeAsync(patienceMs);
    expect(await refused).toBeNull();
    expect(await one.hold('run a')).toBeNull();
    release!();
    await vi.advanceTimersByTimeAsync(0);
    const granted = await now(other.hold('run a'));
    expect(granted).toBeTypeOf('function');
    const again = one.hold('run a');
    await vi.advanceTimersByTimeAsync(patienceMs);
    expect(await again).toBeNull();
  });

  it('of other names is of no concern', async () => {
    const [one, other] = [await newWorker(), await newWorker()];
    expect(await now(one.hold('run a'))).toBeTypeOf('function');
    expect(await now(other.hold('run b'))).toBeTypeOf('function');
  });

  it('lets one act alone, in turn, also where one throws', async () => {
    const [one, other] = [await newWorker(), await newWorker()];
    const order: string[] = [];
    let finish: () => void = () => undefined;
    const first = one.alone('store', async () => {
      order.push('first begins');
      await new Promise<void>((resolve) => (finish = resolve));
      order.push('first ends');
      throw new Error('scripted');
    });
    first.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
    const second = other.alone('store', () => Promise.resolve(void order.push('second')));
    const third = one.alone('store', () => Promise.resolve(void order.push('third')));
    await vi.advanceTimersByTimeAsync(1000);
    expect(order).toEqual(['first begins']);
    finish();
    await expect(first).rejects.toThrow('scripted');
    await Promise.all([second, third]);
    expect(order).toEqual(['first begins', 'first ends', 'second', 'third']);
  });

  it('that is held too long refuses who would act alone, and is not lost to who gave up', async () => {
    const [one, other] = [await newWorker(), await newWorker()];
    let finish: () => void = () => undefined;
    const long = one.alone('store', () => new Promise<void>((resolve) => (finish = resolve)));
    await vi.advanceTimersByTimeAsync(0);
    const refused = other
      .alone('store', () => Promise.resolve())
      .then(
        () => 'done',
        (error: Error) => `${error.constructor.name}: ${error.message}`,
      );
    await vi.advanceTimersByTimeAsync(longPatienceMs);
    expect(await refused).toBe('BusyError: store');
    finish();
    await long;
    // what came too late was let go of
    expect(await now(one.alone('store', () => Promise.resolve('done')))).toBe('done');
  });

  it('is told of by name, and of no other kind', async () => {
    const [one, other] = [await newWorker(), await newWorker()];
    await now(one.hold('run a'));
    const release = await now(other.hold('run b'));
    await now(other.hold('page c'));
    const held = async () => {
      const asked = one.held('run ');
      await vi.advanceTimersByTimeAsync(patienceMs);
      return [...(await asked)].sort();
    };
    expect(await held()).toEqual(['run a', 'run b']);
    release!();
    await vi.advanceTimersByTimeAsync(0);
    expect(await held()).toEqual(['run a']);
  });

  it('leaves no database behind once it is let go of', async () => {
    const one = await newWorker();
    const release = await now(one.hold('run a'));
    expect((await databases.databases()).map(({ name }) => name)).toEqual(['lock: run a']);
    release!();
    await vi.advanceTimersByTimeAsync(0);
    expect(await databases.databases()).toEqual([]);
  });

  it('is free when its holder lets go of it, for all who wait for that', async () => {
    const [one, other] = [await newWorker(), await newWorker()];
    const release = await now(one.hold('run a'));
    let freed = 0;
    for (const worker of [other, other, one]) void worker.free('run a').then(() => freed++);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(freed).toBe(0);
    release!();
    await vi.advanceTimersByTimeAsync(0);
    expect(freed).toBe(3);
    expect(await now(other.hold('run a'))).toBeTypeOf('function');
  });
});
