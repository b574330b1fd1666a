/** When a run is kept, on a clock that the test moves; what is held of one that is given up. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Book } from '../tasks/language-model/language-model.ts';
import { MemoryStorage } from '../testing/memory-storage.ts';
import { openKeeper, openStillText } from '../testing/still-keeper.ts';
import { StillRun } from '../testing/still-run.ts';
import { readCheckpoint } from './checkpoint.ts';
import { Keeper } from './keeper.ts';
import { Shelf } from './shelf.ts';

let text: Book;
beforeAll(async () => {
  text = await openStillText();
});

let { clock, origin, shelf, keeper, run, kept, problems, replaced } = {} as ReturnType<
  typeof openKeeper
>;
beforeEach(() => {
  ({ clock, origin, shelf, keeper, run, kept, problems, replaced } = openKeeper(text));
});

/** It has trained so far, so many milliseconds later. */
async function go(step: number, ms = 0, state: 'running' | 'paused' | 'stopped' = 'running') {
  clock.advance(ms);
  run.step = step;
  keeper.note(state, step);
  await keeper.settled();
}

describe('a run that trains', () => {
  it('is kept after 500 steps or 30 seconds, whichever comes first', async () => {
    await go(499, 29_999);
    expect(kept).toEqual([]);
    await go(500);
    await go(999, 29_999);
    expect(kept).toEqual([500]);
    await go(1000, 1);
    await go(1001, 29_999);
    await go(1001, 1);
    expect(kept).toEqual([500, 1000, 1001]);
    await go(1001, 100_000);
    expect(kept).toEqual([500, 1000, 1001]);
  });

  it('is kept on pause, and when asked for, if it moved', async () => {
    await go(1, 0, 'paused');
    await go(1, 0, 'paused');
    run.step = 2;
    keeper.keep();
    await keeper.settled();
    keeper.keep();
    await keeper.settled();
    expect(kept).toEqual([1, 2]);
    expect(run.copies).toBe(2);
  });

  it('rests nine times as long as keeping it took', async () => {
    run.copyMs = 10_000;
    await go(500);
    await go(1500, 89_999);
    expect(kept).toEqual([500]);
    await go(1500, 1);
    expect(kept).toEqual([500, 1500]);
  });

  it('is not kept at its first step, after it stopped, or while it is not sound', async () => {
    await go(0, 40_000, 'paused');
    await go(600, 40_000, 'stopped');
    run.isSound = false;
    await go(700, 40_000);
    await go(701, 0, 'paused');
    expect([kept, run.copies]).toEqual([[], 0]);
    run.isSound = true;
    await go(702, 0, 'paused');
    expect(kept).toEqual([702]);
  });

  it('is not kept, without a word, where its numbers are no longer finite', async () => {
    const copy = run.copy.bind(run);
    run.copy = (step) => {
      const snapshot = copy(step);
      snapshot.weights[0].values.fill(NaN);
      return snapshot;
    };
    await go(10, 0, 'paused');
    expect([kept, problems, run.copies]).toEqual([[], [], 1]);
    run.copy = copy;
    await go(11, 0, 'paused');
    expect(kept).toEqual([11]);
  });

  it('is kept again where it was tuned: at once while it stands still', async () => {
    await go(3, 0, 'paused');
    keeper.tuned();
    await keeper.settled();
    expect(kept).toEqual([3, 3]);
    await go(4);
    keeper.tuned();
    await keeper.settled();
    expect(kept).toEqual([3, 3]);
    await go(4, 0, 'paused');
    expect(kept).toEqual([3, 3, 4]);
  });

  it('that went back is kept again where it is', async () => {
    await go(800, 0, 'paused');
    await go(600, 0, 'paused');
    await go(800, 0, 'paused');
    expect(kept).toEqual([800, 600, 800]);
    expect((await shelf.list(keeper.currentId)).runs).toHaveLength(1);
  });

  it('is kept with its best weights, and without them where there is no room for both', async () => {
    const validate = (step: number, loss: number) =>
      run.history.validations.push({ step, loss, tokens: 3, total: 3 });
    validate(2, 1);
    run.best = run.copy(2);
    await go(2, 0, 'paused');
    validate(3, 2);
    await go(3, 0, 'paused');
    const stateNow = async () => readCheckpoint(await shelf.load(keeper.currentId ?? ''));
    // of step 2 they were those of the run, and stood there once
    const { best, weights } = await stateNow();
    expect([...best.keys()].filter((name) => weights.has(name))).toEqual([...weights.keys()]);
    const [{ bytes }] = (await shelf.list(keeper.currentId)).runs;
    // for both files of it without, and its text
    await shelf.setBudget(bytes);
    await go(4, 0, 'paused');
    expect([(await stateNow()).best.size, kept, problems]).toEqual([0, [2, 3, 4], []]);
  });

  it('is another run from where it starts over', async () => {
    await go(5, 0, 'paused');
    const id = keeper.currentId;
    keeper.startOver();
    await go(0);
    await go(1, 0, 'paused');
    expect(keeper.currentId).not.toBe(id);
    const steps = (await shelf.list(keeper.currentId)).runs.map(({ step, use }) => [step, use]);
    expect(steps).toEqual([
      [1, 'here'],
      [5, null],
    ]);
  });

  it('is the same run on another GPU', async () => {
    await go(5, 0, 'paused');
    const id = keeper.currentId;
    const again = new StillRun(text, clock);
    again.step = 5;
    keeper.rewatch(again);
    run = again;
    await go(5, 0, 'paused');
    await go(7, 0, 'paused');
    expect([kept, keeper.currentId]).toEqual([[5, 7], id]);
  });

  it('says each problem once, tries again at the usual time, and trains on', async () => {
    origin.writeError = new DOMException('full', 'QuotaExceededError');
    await go(500);
    await go(1000, 29_999);
    await go(1001, 1);
    expect(problems).toMatchObject([{ code: 'quota exceeded', values: { reason: 'full' } }]);
    expect(run.copies).toBe(2);
    origin.writeError = new Error('the disk is gone');
    await go(1600, 30_000);
    expect(problems.map(({ code }) => code)).toEqual(['quota exceeded', 'not written']);
    origin.writeError = null;
    await go(2200, 30_000);
    expect(kept).toEqual([2200]);
    origin.writeError = new Error('the disk is gone');
    await go(2800, 30_000);
    expect(problems).toHaveLength(3);
  });
});

describe('a run that is given up', () => {
  it('is held and kept as it was then', async () => {
    await go(5, 0, 'paused');
    run.step = 9;
    await keeper.giveUp();
    expect(replaced).toEqual([{ name: '', title: 'Pasted text', cell: 'lstm', step: 9 }]);
    keeper.startOver();
    run.step = 0;
    await keeper.settled();
    const { held } = keeper;
    expect(readCheckpoint(held?.body ?? new Uint8Array()).record?.step).toBe(9);
    const [{ id, step }] = (await shelf.list(keeper.currentId)).runs;
    expect([id, step]).toEqual([held?.id, 9]);
  });

  it('is not copied again where there is a copy of this very step', async () => {
    await go(5, 0, 'paused');
    run.presentCopy = run.copy();
    await keeper.giveUp();
    expect([keeper.held?.title.step, run.copies]).toEqual([5, 1]);
  });

  it('is nothing worth an undo before its first step', async () => {
    await go(5, 0, 'paused');
    await keeper.giveUp();
    keeper.watch(new StillRun(text, clock));
    await keeper.giveUp();
    expect(keeper.held?.title.step).toBe(5);
  });

  it('is its last good state where it is not sound any more, or cannot be copied', async () => {
    await go(5, 0, 'paused');
    run.lastGood = run.copy(4);
    run.isSound = false;
    run.step = 8;
    await keeper.giveUp();
    expect(keeper.held?.title.step).toBe(4);
    run.isSound = true;
    run.failure = new Error('the GPU is gone');
    run.lastGood = run.copy(6);
    await keeper.giveUp();
    expect(keeper.held?.title.step).toBe(6);
    run.lastGood = undefined;
    await keeper.giveUp();
    expect(keeper.held?.title.step).toBe(6);
  });

  it('is held as it is where nothing of it is good, beside what was kept', async () => {
    await go(5, 0, 'paused');
    run.isSound = false;
    run.step = 8;
    await keeper.giveUp();
    keeper.startOver();
    await keeper.settled();
    expect([keeper.held?.title.step, keeper.held?.id]).toEqual([8, undefined]);
    const { runs } = await shelf.list(undefined);
    expect(runs.map(({ step }) => step)).toEqual([5]);
  });

  it('leaves what was kept of it later than its last good state', async () => {
    await go(5, 0, 'paused');
    run.lastGood = run.copy(4);
    run.isSound = false;
    run.step = 8;
    await keeper.giveUp();
    await keeper.settled();
    const { runs } = await shelf.list(undefined);
    expect([keeper.held?.title.step, ...runs.map(({ step }) => step)]).toEqual([4, 5]);
    // and what it goes on with does not take that place either
    expect(await keeper.claim(keeper.held?.id, 4)).toBeUndefined();
  });

  it('is held where nothing can be kept', async () => {
    origin.refusal = new Error('a private window');
    run.step = 3;
    await keeper.giveUp();
    await keeper.settled();
    expect(problems).toEqual([{ code: 'no storage', values: { reason: 'a private window' } }]);
    expect(keeper.held?.title.step).toBe(3);
  });

  it('goes on under its own id, unless it went further here since', async () => {
    await go(5, 0, 'paused');
    const id = keeper.currentId;
    run.step = 9;
    await keeper.giveUp();
    expect(await keeper.claim(id, 5)).toBeUndefined();
    expect(await keeper.claim(id, 9)).toBe(id);
    expect(await keeper.claim(undefined, 9)).toBeUndefined();
    // another tab has it
    const other = new Shelf(new MemoryStorage(origin), clock, () => undefined);
    expect(await other.hold(id ?? '')).toBe(false);
  });

  it('goes on under another id where another tab trained it on, or deleted it', async () => {
    await go(5, 0, 'paused');
    const id = keeper.currentId ?? '';
    keeper.watch(new StillRun(text, clock));
    const other = new Shelf(new MemoryStorage(origin), clock, () => undefined);
    const further = new Keeper({
      shelf: other,
      clock,
      onKept: () => undefined,
      onDropped: () => undefined,
      onUnkept: () => undefined,
      onReplaced: () => undefined,
    });
    expect(await further.claim(id, 5)).toBe(id);
    further.watch(run, { id });
    run.step = 6;
    further.keep();
    await further.settled();
    further.watch(new StillRun(text, clock));
    expect(await keeper.claim(id, 5)).toBeUndefined();
    await shelf.delete([id]);
    expect(await keeper.claim(id, 6)).toBeUndefined();
  });
});

describe('a run that is deleted', () => {
  it('stays deleted, also where more of it is to be kept at that moment', async () => {
    await go(5, 0, 'paused');
    const id = keeper.currentId ?? '';
    const isGone = keeper.forget([id], () => {
      run.step = 9;
      keeper.note('paused', 9);
      return shelf.delete([id]);
    });
    expect(await isGone).toBeNull();
    await keeper.settled();
    // it went on meanwhile, which is another run
    const { runs } = await shelf.list(keeper.currentId);
    expect(runs.map(({ step, use }) => [step, use])).toEqual([[9, 'here']]);
    expect(runs[0].id).not.toBe(id);
  });

  it('does not keep others from being kept where it cannot be deleted', async () => {
    await expect(keeper.forget([], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await go(5, 0, 'paused');
    expect(kept).toEqual([5]);
  });
});
