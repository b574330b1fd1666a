/** A folder in IndexedDB holds what was flushed, and nothing else. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScriptedDatabases } from '../../testing/scripted-database.ts';
import { answerMs } from './database.ts';
import { openDatabaseFolder } from './database-folder.ts';

let databases: ScriptedDatabases;
beforeEach(() => {
  databases = new ScriptedDatabases();
  vi.stubGlobal('indexedDB', databases);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const bytes = (...values: number[]) => Uint8Array.from(values);

/** As somebody finds it who opens the folder anew. */
async function contentOf(name: string): Promise<number[]> {
  const file = await (await openDatabaseFolder()).open(name);
  const into = new Uint8Array(file.getSize());
  expect(file.read(into, { at: 0 })).toBe(into.length);
  return [...into];
}

describe('a folder in IndexedDB', () => {
  it('holds what was written and flushed, for who opens it anew', async () => {
    const file = await (await openDatabaseFolder()).open('run-a');
    expect(file.getSize()).toBe(0);
    expect(file.write(bytes(1, 2, 3), { at: 0 })).toBe(3);
    expect(file.write(bytes(9), { at: 5 })).toBe(1);
    expect(await contentOf('run-a')).toEqual([]);
    await file.flush();
    // what was skipped is zero
    expect(await contentOf('run-a')).toEqual([1, 2, 3, 0, 0, 9]);
    file.write(bytes(7), { at: 1 });
    expect(await contentOf('run-a')).toEqual([1, 2, 3, 0, 0, 9]);
    await file.flush();
    file.close();
    expect(await contentOf('run-a')).toEqual([1, 7, 3, 0, 0, 9]);
    expect(new Set(databases.durabilities)).toEqual(new Set(['strict']));
  });

  it('has no transaction open once it has answered: WebKit leaves those of ended workers open', async () => {
    const folder = await openDatabaseFolder();
    const file = await folder.open('run-a');
    expect(databases.openTransactions).toBe(0);
    await file.flush();
    expect(databases.openTransactions).toBe(0);
    expect(await folder.names()).toEqual(['run-a']);
    expect(databases.openTransactions).toBe(0);
  });

  it('reads parts, and no further than the end', async () => {
    const file = await (await openDatabaseFolder()).open('run-a');
    file.write(bytes(1, 2, 3, 4), { at: 0 });
    const into = bytes(0, 0, 0);
    expect(file.read(into, { at: 2 })).toBe(2);
    expect([...into]).toEqual([3, 4, 0]);
    expect(file.read(into, { at: 9 })).toBe(0);
  });

  it('is cut and grown to a size', async () => {
    const file = await (await openDatabaseFolder()).open('run-a');
    file.write(bytes(1, 2, 3, 4), { at: 0 });
    file.truncate(2);
    file.truncate(3);
    await file.flush();
    expect(await contentOf('run-a')).toEqual([1, 2, 0]);
  });

  it('lists its files by name, and forgets those that are removed', async () => {
    const folder = await openDatabaseFolder();
    for (const name of ['run-b', 'run-a', 'text-0']) {
      const file = await folder.open(name);
      file.write(bytes(1), { at: 0 });
      await file.flush();
    }
    expect(await folder.names()).toEqual(['run-a', 'run-b', 'text-0']);
    await folder.remove('run-a');
    expect(await folder.names()).toEqual(['run-b', 'text-0']);
    expect(await contentOf('run-a')).toEqual([]);
  });

  it('keeps what was there where there is no room, and says why', async () => {
    const folder = await openDatabaseFolder();
    const file = await folder.open('run-a');
    file.write(bytes(1), { at: 0 });
    await file.flush();
    file.write(bytes(2), { at: 0 });
    databases.failures = ['QuotaExceededError'];
    await expect(file.flush()).rejects.toMatchObject({ name: 'QuotaExceededError' });
    expect(await contentOf('run-a')).toEqual([1]);
    databases.failures = ['AbortError'];
    await expect(folder.remove('run-a')).rejects.toMatchObject({ name: 'AbortError' });
    expect(await contentOf('run-a')).toEqual([1]);
    await file.flush();
    expect(await contentOf('run-a')).toEqual([2]);
  });

  it('waits no longer than it must for a browser that never answers, and can be used again', async () => {
    const file = await (await openDatabaseFolder()).open('run-a');
    file.write(bytes(1), { at: 0 });
    vi.useFakeTimers();
    try {
      databases.failures = ['silence'];
      let said = '';
      void Promise.resolve(file.flush()).catch((error: Error) => (said = error.message));
      await vi.advanceTimersByTimeAsync(answerMs - 1);
      expect(said).toBe('');
      await vi.advanceTimersByTimeAsync(1);
      expect(said).toBe('IndexedDB gave no answer');
      await file.flush();
      expect(await contentOf('run-a')).toEqual([1]);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes what is no file for an empty one', async () => {
    const folder = await openDatabaseFolder();
    const file = await folder.open('run-a');
    await file.flush();
    expect((await folder.open('run-a')).getSize()).toBe(0);
    expect(await folder.names()).toEqual(['run-a']);
  });
});
