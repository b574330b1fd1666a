import { describe, expect, it } from 'vitest';
import { FailingDisk } from '../testing/failing-disk.ts';
import { chances } from '../testing/failing-disk.ts';
import { ids, openStore as open, rejection, sample, save, texts } from '../testing/sample-run.ts';
import { writeSealed } from './sealed-files.ts';

const samples = Array.from({ length: 12 }, (_, at) => sample(at + 1));

describe('run store', () => {
  it('keeps several runs side by side, the newest first, also for the next session', async () => {
    const disk = new FailingDisk();
    const store = open(disk);
    for (const at of [0, 1, 2]) await save(store, ids[at], samples[at]);
    await save(store, ids[0], samples[3]);
    for (const session of [store, open(disk)]) {
      const runs = await session.list();
      expect(runs.map(({ id, step }) => [id, step])).toEqual([
        [ids[0], 4],
        [ids[2], 3],
        [ids[1], 2],
      ]);
      expect(runs[0]).toMatchObject({ ...samples[3].facts, name: '' });
      expect(await session.load(ids[0])).toEqual(samples[3].body);
      expect(await session.load(ids[1])).toEqual(samples[1].body);
      expect(await session.usedBytes()).toBe(disk.bytes);
    }
    expect(disk.openFiles).toBe(0);
  });

  it('keeps a text once for all runs, and as long as one needs it', async () => {
    const disk = new FailingDisk();
    const store = open(disk);
    const textNames = async () => (await disk.names()).filter((name) => name.startsWith('text-'));
    for (const at of [0, 1, 3]) await save(store, ids[at], samples[at]);
    expect(await textNames()).toHaveLength(2);
    await store.delete(ids[0]);
    const { text } = samples[0].facts;
    expect(new TextDecoder().decode((await store.loadText(text)) ?? undefined)).toBe(texts[0]);
    await store.delete(ids[3]);
    expect(await store.loadText(text)).toBeNull();
    expect(await textNames()).toHaveLength(1);
    await store.delete(ids[1]);
    expect(await disk.names()).toEqual([]);
  });

  it('keeps names through saves, and takes them away again', async () => {
    const disk = new FailingDisk();
    const store = open(disk);
    await save(store, ids[0], samples[0]);
    await store.rename(ids[0], '  my \n run  ');
    const other = open(disk);
    await save(other, ids[0], samples[3]);
    expect((await open(disk).list())[0]).toMatchObject({ name: 'my run', step: 4 });
    // renamed in another tab, meanwhile
    await store.rename(ids[0], 'later');
    await save(other, ids[0], samples[6]);
    expect((await open(disk).list())[0]).toMatchObject({ name: 'later', step: 7 });
    await store.rename(ids[0], '');
    expect((await open(disk).list())[0].name).toBe('');
    expect(await rejection(store.rename(ids[1], 'x'))).toEqual({ code: 'gone', values: {} });
  });

  it('keeps the name that it has where the browser has no room for another', async () => {
    const disk = new FailingDisk();
    const store = open(disk);
    await save(store, ids[0], samples[3]);
    await store.rename(ids[0], 'mine');
    disk.quota = 1;
    expect(await rejection(store.rename(ids[0], ' the  best '))).toMatchObject({
      code: 'not renamed',
      values: { name: 'mine', step: 4, wanted: 'the best', reason: expect.any(String) as string },
    });
    disk.quota = Infinity;
    expect((await open(disk).list())[0]).toMatchObject({ name: 'mine', step: 4 });
    await store.rename(ids[0], 'the best');
    expect((await open(disk).list())[0].name).toBe('the best');
  });

  it('remembers the budget that a person chose', async () => {
    const disk = new FailingDisk();
    expect(await open(disk).budget()).toBeNull();
    for (const bytes of [12_345_678, 0, null]) {
      await open(disk).setBudget(bytes);
      expect(await open(disk).budget()).toBe(bytes);
    }
    expect(await open(disk).list()).toEqual([]);
  });
});

describe('a budget', () => {
  it('is kept to: the oldest unnamed runs that nobody uses go first', async () => {
    const disk = new FailingDisk();
    const store = open(disk);
    for (const at of [0, 1, 2, 3, 4]) await save(store, ids[at], samples[at]);
    await store.rename(ids[0], 'dear to me');
    const mayGo = (id: string) => id !== ids[1];
    const budgetBytes = disk.bytes;
    const dropped = await save(store, ids[5], samples[5], { budgetBytes, mayGo });
    const left = (await open(disk).list()).map(({ id }) => id);
    expect(dropped.length).toBeGreaterThan(0);
    expect(dropped).toEqual(
      [3, 4, 5]
        .slice(0, dropped.length)
        .map((step) => ({ name: '', title: 'a.txt', cell: 'lstm', step })),
    );
    expect(left).toEqual(
      [5, 4, 3, 2, 1, 0]
        .slice(0, 4 - dropped.length)
        .map((at) => ids[at])
        .concat(ids[1], ids[0]),
    );
  });

  it('is never broken, whatever is kept in whatever order', async () => {
    const chance = chances(3);
    const disk = new FailingDisk();
    const store = open(disk);
    const budgetBytes = 50_000;
    for (let turn = 0; turn < 60; turn++) {
      // a run's text stays what it is
      const at = Math.floor(chance() * ids.length);
      const sample = samples[(at + 3 * Math.floor(chance() * 4)) % samples.length];
      await save(store, ids[at], sample, { budgetBytes });
      expect(disk.bytes).toBeLessThanOrEqual(budgetBytes);
      expect(await store.usedBytes()).toBe(disk.bytes);
    }
    expect((await store.list()).length).toBeGreaterThan(2);
  });

  it('refuses a run for which nothing may go, and then drops nothing', async () => {
    const disk = new FailingDisk();
    const store = open(disk);
    await save(store, ids[0], samples[0]);
    await save(store, ids[1], samples[1]);
    await store.rename(ids[0], 'dear to me');
    const before = await open(disk).list();
    const usedBytes = disk.bytes;
    const budgetBytes = 10_000;
    expect(await rejection(save(store, ids[2], samples[2], { budgetBytes }))).toMatchObject({
      code: 'over budget',
      values: { usedBytes, budgetBytes },
    });
    expect(await open(disk).list()).toEqual(before);
    expect(disk.bytes).toBe(usedBytes);
  });
});

describe('a folder that other pages use', () => {
  it('lists the run that older pages kept, and goes on with it under its own name', async () => {
    const disk = new FailingDisk();
    const { body, facts } = samples[1];
    await writeSealed(disk, 'run-a', 6n, samples[4].body);
    await writeSealed(disk, 'run-b', 7n, body);
    await writeSealed(disk, `text-${facts.text}`, 1n, new TextEncoder().encode(texts[1]));
    const store = open(disk);
    const [run] = await store.list();
    expect(run).toMatchObject({ id: 'run', name: '', ...facts });
    expect(await store.load('run')).toEqual(body);
    await store.rename('run', 'from before');
    await save(store, 'run', samples[7]);
    expect(await open(disk).list()).toMatchObject([{ id: 'run', step: 8, name: 'from before' }]);
    expect(await open(disk).load('run')).toEqual(samples[7].body);
  });

  it('lets be what pages of other versions keep there', async () => {
    const disk = new FailingDisk();
    await writeSealed(disk, `${ids[0]}-a`, 1n, samples[0].body);
    const bytes = disk.content(`${ids[0]}-a`).slice();
    bytes[4] = 9;
    disk.plant(`${ids[0]}-a`, bytes);
    disk.plant('settings.json', new Uint8Array(3));
    await save(open(disk), ids[1], samples[1]);
    expect(await disk.names()).toEqual(expect.arrayContaining([`${ids[0]}-a`, 'settings.json']));
  });
});
