/** Kept runs are whole whatever happens to the disk, and whenever. */
import { describe, expect, it } from 'vitest';
import { chances, FailingDisk } from '../testing/failing-disk.ts';
import { ids, openStore as open, rejection, sample, save, texts } from '../testing/sample-run.ts';
import { timesOf } from '../testing/thorough.ts';
import type { KeepingError } from './problem.ts';
import type { RunStore } from './store.ts';

const samples = Array.from({ length: 12 }, (_, at) => sample(at + 1));

/** What a person may count on: every run that is listed is whole, with its text. */
async function expectWhole(
  disk: FailingDisk,
): Promise<Map<string, { step: number; name: string }>> {
  const store = open(disk);
  const runs = await store.list();
  for (const { id, step, text } of runs) {
    expect(await store.load(id)).toEqual(samples[step - 1].body);
    const bytes = await store.loadText(text);
    expect(bytes && new TextDecoder().decode(bytes)).toBe(texts[(step - 1) % texts.length]);
  }
  expect(disk.openFiles).toBe(0);
  return new Map(runs.map(({ id, step, name }) => [id, { step, name }]));
}

type Act = (store: RunStore) => Promise<unknown>;

/** Some change of the folder, and what it makes of the runs that it is about. */
function anyAct(
  chance: () => number,
  before: ReadonlyMap<string, { step: number; name: string }>,
): { act: Act; what: string } {
  const pick = <One>(list: readonly One[]): One => list[Math.floor(chance() * list.length)];
  const id = pick(ids.slice(0, 4));
  const fate = chance();
  const there = [...before.keys()];
  if (fate < 0.15 && there.length > 0) {
    const gone = pick(there);
    return { act: (store) => store.delete(gone), what: `delete ${gone}` };
  }
  if (fate < 0.3 && there.length > 0) {
    const renamed = pick(there);
    const name = chance() < 0.5 ? '' : `name ${Math.floor(chance() * 100)}`;
    return { act: (store) => store.rename(renamed, name), what: `rename ${renamed}=${name}` };
  }
  // a run's text stays what it is
  const step = before.get(id)?.step ?? Math.floor(chance() * samples.length) + 1;
  const next = ((step - 1 + 3) % samples.length) + 1;
  const budgetBytes = chance() < 0.4 ? 40_000 : Infinity;
  return {
    act: (store) => save(store, id, samples[next - 1], { budgetBytes }),
    what: `save ${id}@${next} ${budgetBytes}`,
  };
}

/** Every run is as it was before or as it was to become; unnamed ones may be dropped by a save. */
function expectBetween(
  what: string,
  before: ReadonlyMap<string, { step: number; name: string }>,
  after: ReadonlyMap<string, { step: number; name: string }>,
): void {
  const [verb, about = '', budget] = what.split(/[ ]/);
  const [id, value] = about.split(/[@=]/);
  for (const [one, run] of before) {
    const found = after.get(one);
    if (one !== id) {
      if (found) expect(found, what).toEqual(run);
      else expect([verb, budget, run.name], what).toEqual(['save', '40000', '']);
    } else if (verb === 'delete') {
      if (found) expect(found, what).toEqual(run);
    } else if (verb === 'rename') {
      expect([run.name, what.slice(what.indexOf('=') + 1)], what).toContain(found?.name);
      expect(found?.step, what).toBe(run.step);
    } else {
      expect([run.step, Number(value)], what).toContain(found?.step);
      expect(found?.name, what).toBe(run.name);
    }
  }
  for (const one of after.keys()) if (!before.has(one)) expect([verb, one]).toEqual(['save', id]);
}

describe('a store whose worker is killed', () => {
  it('has every run whole, as it was before or as it was to become, after each of many kills', async () => {
    const chance = chances(11);
    const disk = new FailingDisk();
    let kills = 0;
    let done = 0;
    let before = await expectWhole(disk);
    while (kills < timesOf(200)) {
      const { act, what } = anyAct(chance, before);
      const fresh = open(disk);
      if (chance() < 0.5) await fresh.list();
      disk.left = Math.floor(chance() ** 2 * 90);
      const result = await act(fresh).then(
        () => 'done',
        () => 'killed',
      );
      if (result === 'killed') kills++;
      else done++;
      disk.restart(chance);
      const after = await expectWhole(disk);
      expectBetween(what, before, after);
      before = after;
    }
    expect(done).toBeGreaterThan(50);
    // nothing is left of what was half written once something is kept again
    await save(open(disk), ids[0], samples[0]);
    for (const id of (await expectWhole(disk)).keys()) await open(disk).delete(id);
    await save(open(disk), ids[0], samples[0]);
    expect(await disk.names()).toHaveLength(3);
  });

  it('is the same after each single operation that fails', async () => {
    const acts: [string, Act][] = [
      [`save ${ids[0]}@4 Infinity`, (store) => save(store, ids[0], samples[3])],
      [`save ${ids[5]}@6 Infinity`, (store) => save(store, ids[5], samples[5])],
      [
        `save ${ids[6]}@7 40000`,
        (store) => save(store, ids[6], samples[6], { budgetBytes: 20_000 }),
      ],
      [`rename ${ids[1]}=new`, (store) => store.rename(ids[1], 'new')],
      [`delete ${ids[2]}`, (store) => store.delete(ids[2])],
    ];
    const errors = [new DOMException('full', 'QuotaExceededError'), new Error('the disk is gone')];
    const whole = new FailingDisk();
    for (const at of [0, 1, 2]) await save(open(whole), ids[at], samples[at]);
    const before = await expectWhole(whole);
    for (const [what, act] of acts) {
      let hasFailed = true;
      for (let operation = 1; hasFailed; operation++) {
        const disk = whole.copy();
        disk.failAt = { operation, error: errors[operation % 2] };
        const store = open(disk);
        await act(store).catch(() => undefined);
        hasFailed = disk.operations >= operation;
        disk.failAt = undefined;
        expectBetween(what, before, await expectWhole(disk));
        // and the same store goes on
        await save(store, ids[4], samples[4]);
        expect(await open(disk).load(ids[4])).toEqual(samples[4].body);
      }
    }
  });

  it('says what there was no room for', async () => {
    const disk = new FailingDisk();
    const store = open(disk);
    await save(store, ids[0], samples[0]);
    disk.quota = 200;
    expect(await rejection(save(store, ids[0], samples[3]))).toMatchObject({
      code: 'quota exceeded',
      values: { reason: 'full', bytes: samples[3].body.length },
    });
    disk.quota = Infinity;
    expect((await expectWhole(disk)).get(ids[0])?.step).toBe(1);
    // deleting needs no room
    disk.quota = 200;
    await store.delete(ids[0]);
    expect(await disk.names()).toEqual([]);
  });
});

describe('a store that something happened to', () => {
  it('lists and opens what is whole, and says what is not, wherever a bit is wrong', async () => {
    const chance = chances(7);
    let damaged = 0;
    for (let turn = 0; turn < timesOf(300); turn++) {
      const disk = new FailingDisk();
      const store = open(disk);
      await save(store, ids[0], samples[0]);
      await save(store, ids[0], samples[3]);
      await save(store, ids[1], samples[1]);
      await store.rename(ids[1], 'named');
      const names = await disk.names();
      const name = names[Math.floor(chance() * names.length)];
      const bytes = disk.content(name).slice();
      const fate = chance();
      if (fate < 0.7) bytes[Math.floor(chance() * bytes.length)] ^= 1 << Math.floor(chance() * 8);
      const cut = fate < 0.85 ? bytes : bytes.slice(0, Math.floor(chance() * bytes.length));
      disk.plant(name, cut);
      const after = open(disk);
      const runs = await after.list();
      for (const { id, step } of runs) {
        const state = await after.load(id).catch((error: KeepingError) => error.problem);
        if ('code' in state) {
          expect(state.code).toBe('unreadable');
          damaged++;
        } else {
          const possible = id === ids[0] ? [samples[0], samples[3]] : [samples[1]];
          expect(possible.map(({ body }) => body)).toContainEqual(state);
        }
        expect(id === ids[0] ? [1, 4] : [2]).toContain(step);
      }
      // the one that was not touched is as it was
      const untouched = name.startsWith(ids[1]) ? ids[0] : ids[1];
      expect(runs.find(({ id }) => id === untouched)?.step).toBe(untouched === ids[0] ? 4 : 2);
      // what is damaged does not keep anything from being kept or deleted
      await save(after, ids[2], samples[2]);
      for (const { id } of await after.list()) await after.delete(id);
      expect(await open(disk).list()).toEqual([]);
    }
    expect(damaged).toBeGreaterThan(5);
  });
});
