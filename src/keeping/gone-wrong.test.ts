/** What is kept, and what is held, of a run that has gone wrong. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Book } from '../tasks/language-model/language-model.ts';
import { openKeeper, openStillText } from '../testing/still-keeper.ts';

let text: Book;
beforeAll(async () => {
  text = await openStillText();
});

let { shelf, keeper, run, kept, go } = {} as ReturnType<typeof openKeeper>;
beforeEach(() => {
  ({ shelf, keeper, run, kept, go } = openKeeper(text));
});

describe('a run that has gone wrong', () => {
  const keptSteps = async () => (await shelf.list(undefined)).runs.map(({ step }) => step);

  it('is kept as it was when it was last good, though nobody had kept that', async () => {
    await go(5, 0, 'paused');
    await go(300);
    run.lastGood = run.copy(200);
    run.isSound = false;
    keeper.keepGood();
    keeper.keepGood();
    await go(5000, 3_600_000);
    expect([kept, await keptSteps()]).toEqual([[5, 200], [200]]);
    // once it is well, it is kept again as it is
    run.isSound = true;
    await go(5001, 0, 'paused');
    expect(await keptSteps()).toEqual([5001]);
  });

  it('is kept so in the place of what was kept before anybody knew', async () => {
    await go(5, 0, 'paused');
    run.lastGood = run.copy(4);
    run.isSound = false;
    keeper.keepGood();
    await keeper.settled();
    expect(await keptSteps()).toEqual([4]);
  });

  it('stays kept as it is where nothing of it is known to be good, or where it is well again', async () => {
    await go(5, 0, 'paused');
    run.isSound = false;
    keeper.keepGood();
    run.lastGood = run.copy(4);
    keeper.keepGood();
    run.isSound = true;
    await keeper.settled();
    expect(await keptSteps()).toEqual([5]);
  });

  it('is held as it is when it goes back, and not kept', async () => {
    await go(5, 0, 'paused');
    run.lastGood = run.copy(5);
    run.isSound = false;
    run.step = 900;
    await keeper.setAside();
    await keeper.settled();
    expect([keeper.held?.title.step, keeper.held?.id]).toEqual([900, undefined]);
    expect(await keptSteps()).toEqual([5]);
    const copy = run.copy.bind(run);
    run.copy = (step) => {
      const snapshot = copy(step);
      snapshot.weights[0].values.fill(NaN);
      return snapshot;
    };
    run.step = 901;
    await keeper.setAside();
    expect(keeper.held?.title.step).toBe(900);
  });
});
