/** Word from other tabs comes at any moment: it must not change what is being done. */
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { MemoryOrigin, MemoryStorage } from '../testing/memory-storage.ts';
import { ids, sample } from '../testing/sample-run.ts';
import { Shelf } from './shelf.ts';
import type { StoreFolder } from './storage.ts';

/** One whose worker hears of a change whenever it opens its `every`-th file. */
function shelfThatHears() {
  const origin = new MemoryOrigin();
  const storage = new MemoryStorage(origin);
  const heard = { every: Infinity, opened: 0 };
  const { openFolder } = storage;
  storage.openFolder = async () => {
    const folder = await openFolder();
    const open: StoreFolder['open'] = (name) => {
      if (++heard.opened % heard.every === 0) for (const tell of origin.channels.values()) tell();
      return folder.open(name);
    };
    return { ...folder, open };
  };
  return { shelf: new Shelf(storage, new ManualClock(), () => undefined), heard };
}

function stateOf(step: number) {
  const { body, facts, text } = sample(step);
  return { body, facts, text, name: '' };
}

describe('word of a change in another tab', () => {
  it('leaves the list whole and every text where it is, whenever it comes', async () => {
    const { shelf, heard } = shelfThatHears();
    for (const at of [0, 1, 2]) await shelf.save(ids[at], stateOf(at + 1));
    for (heard.every = 1; heard.every < 30; heard.every++) {
      const place = `heard at every file ${heard.every}`;
      await shelf.save(ids[0], stateOf(1));
      const { runs } = await shelf.list(undefined);
      expect(runs.map(({ step }) => step).sort(), place).toEqual([1, 2, 3]);
      for (const { text } of [1, 2, 3].map((step) => sample(step).facts)) {
        expect(await shelf.loadText(text), place).not.toBeNull();
      }
    }
  });
});

describe('a change of what is kept', () => {
  it('is told to this page and to every other', async () => {
    const origin = new MemoryOrigin();
    const heard = { here: 0, elsewhere: 0 };
    const shelf = new Shelf(new MemoryStorage(origin), new ManualClock(), () => heard.here++);
    const other = new Shelf(new MemoryStorage(origin), new ManualClock(), () => heard.elsewhere++);
    await other.list(undefined);
    const changes = {
      save: () => shelf.save(ids[0], stateOf(1)),
      rename: () => shelf.rename(ids[0], 'plays'),
      budget: () => shelf.setBudget(1e9),
      delete: () => shelf.delete([ids[0]]),
    };
    for (const [name, change] of Object.entries(changes)) {
      const before = { ...heard };
      await change();
      expect(heard.here, name).toBeGreaterThan(before.here);
      expect(heard.elsewhere, name).toBeGreaterThan(before.elsewhere);
    }
  });
});

describe('a run that the page from before still holds', () => {
  /** The first list of a page, before any time has passed. */
  async function opened() {
    const origin = new MemoryOrigin();
    const before = new MemoryStorage(origin);
    const old = new Shelf(before, new ManualClock(), () => undefined);
    await old.save(ids[0], stateOf(1));
    await old.hold(ids[0]);
    const clock = new ManualClock();
    const shelf = new Shelf(new MemoryStorage(origin), clock, () => undefined);
    const uses: unknown[] = [];
    const listing = shelf.list(undefined).then(({ runs }) => uses.push(runs[0].use));
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    await turn();
    return { before, clock, shelf, uses, listing, turn };
  }

  it('is not said to be elsewhere when it lets go a moment later', async () => {
    const { before, clock, uses, listing, turn } = await opened();
    clock.advance(499);
    await turn();
    expect(uses).toEqual([]);
    before.end();
    await listing;
    expect(uses).toEqual([null]);
  });

  it('is elsewhere when it is held for longer, and later lists wait for nothing', async () => {
    const { clock, shelf, uses, listing } = await opened();
    clock.advance(500);
    await listing;
    expect(uses).toEqual(['elsewhere']);
    expect((await shelf.list(undefined)).runs[0].use).toBe('elsewhere');
  });
});

describe('a run that is held', () => {
  it('does not go for room, be it held here or in another tab', async () => {
    for (const where of ['here', 'in another tab']) {
      const origin = new MemoryOrigin();
      const open = () => new Shelf(new MemoryStorage(origin), new ManualClock(), () => undefined);
      const [own, other] = [open(), open()];
      // twice: both copies of a state are there
      for (const at of [0, 1, 2, 0, 1, 2]) await own.save(ids[at], stateOf(at + 1));
      const { usedBytes } = await own.list(undefined);
      await own.setBudget(usedBytes - 1);
      expect(await (where === 'here' ? own : other).hold(ids[0])).toBe(true);
      const { dropped } = await own.save(ids[2], stateOf(3));
      const left = (await own.list(undefined)).runs.map(({ step }) => step);
      expect([dropped.map(({ step }) => step), left.sort()], where).toEqual([[2], [1, 3]]);
    }
  });
});
