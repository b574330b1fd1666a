/** When a view shows a frame, and of what, on a clock that only the check moves. */
import { expect } from 'vitest';
import type { Check } from '../planted-bugs.ts';
import { frames, settle, soon } from './jobs.ts';

export const frameChecks: Record<string, Check> = {
  async 'frames: at once, then every 200 ms, or as the share of time allows'(patch) {
    const { clock, made, shown, submit, runner } = await frames(patch);
    const wish = { line: 'to be', layer: 1 };
    expect(runner.isDue(true)).toBe(false);
    runner.open(1, wish);
    expect([runner.isActive, runner.isDue(false), runner.isDue(true)]).toEqual([true, true, true]);
    await submit(6);
    expect(shown).toEqual([{ id: 1, isStill: false, step: 1 }]);
    expect([runner.isActive, runner.isDue(false), runner.isDue(true)]).toEqual([
      false,
      false,
      false,
    ]);
    clock.advance(199);
    expect(runner.isDue(true)).toBe(false);
    clock.advance(1);
    expect([runner.isDue(false), runner.isDue(true)]).toEqual([false, true]);
    made.step = 9;
    // 60 ms are 12 % of 500
    const read = submit(60);
    // it is of the weights that there were when it was begun, however late it is read
    made.step = 15;
    await read;
    expect(shown[1].step).toBe(9);
    clock.advance(499);
    expect(runner.isDue(true)).toBe(false);
    clock.advance(1);
    expect(runner.isDue(true)).toBe(true);
    expect(made).toMatchObject({ sources: 1, destroyed: 0 });
    // changed weights and another wish are shown at once
    await submit(6);
    runner.refresh();
    expect([runner.isActive, runner.isDue(false)]).toEqual([true, true]);
    await submit(6);
    runner.open(2, wish);
    expect(runner.isDue(false)).toBe(true);
    const begun = submit(6);
    // its plan is made first
    made.step = 16;
    await begun;
    expect(shown.at(-1)).toEqual({ id: 2, isStill: false, step: 16 });
    expect(made).toMatchObject({ sources: 2, destroyed: 1 });
    runner.close();
    clock.advance(10_000);
    expect([runner.isActive, runner.isDue(false), runner.isDue(true)]).toEqual([
      false,
      false,
      false,
    ]);
    await soon(runner.end());
    expect(made.destroyed).toBe(2);
  },

  async 'frames: one at a time, none of a wish that was let go'(patch) {
    const { clock, made, shown, submit, runner } = await frames(patch);
    const wish = { line: 'to be', layer: 1 };
    const ids = () => shown.splice(0).map(({ id }) => id);
    runner.open(1, wish);
    runner.submit(() => undefined);
    expect(runner.isDue(true)).toBe(false);
    runner.refresh();
    expect(runner.isDue(true)).toBe(false);
    runner.close();
    await settle();
    expect([shown, made.sources, made.destroyed]).toEqual([[], 1, 1]);
    // another one is wanted while the plan of the first is made: it gets a plan of its own
    runner.open(2, wish);
    runner.submit(() => undefined);
    runner.open(3, wish);
    await settle();
    await submit(1);
    expect(ids()).toEqual([3]);
    expect([made.sources, made.destroyed]).toEqual([3, 2]);
    // also where it was let go, or another one is wanted, while it ran
    runner.open(4, wish);
    await submit(1);
    runner.refresh();
    runner.submit(() => undefined);
    runner.open(5, wish);
    await settle();
    runner.open(6, wish);
    await submit(1);
    runner.refresh();
    runner.submit(() => undefined);
    runner.close();
    await settle();
    expect(ids()).toEqual([4, 6]);
    // nothing to run: told once, and not again until something else is wanted
    made.isEmpty = true;
    runner.open(7, wish);
    await submit(1);
    expect(shown.splice(0)).toEqual([{ id: 7, isStill: true, step: 1 }]);
    clock.advance(100_000);
    expect(runner.isDue(true)).toBe(false);
    made.isEmpty = false;
    runner.open(8, wish);
    runner.submit(() => undefined);
    await settle();
    // not at once, where it is not known yet how long that took
    expect([ids(), runner.isDue(true)]).toEqual([[8], false]);
    clock.advance(200);
    expect(runner.isDue(true)).toBe(true);
  },

  async 'frames: what takes another wish is not made anew'(patch) {
    const { made, shown, submit, runner } = await frames(patch);
    made.takesOther = true;
    runner.open(1, { line: 'to be', layer: 1 });
    await submit(1);
    runner.open(2, { line: 'to be or', layer: 1 });
    expect([runner.isDue(false), runner.awaited]).toEqual([true, undefined]);
    await submit(1);
    expect(shown.map(({ id }) => id)).toEqual([1, 2]);
    expect(made).toMatchObject({ sources: 1, stopped: 0, destroyed: 0 });
    runner.close();
    expect(made.stopped).toBe(1);
    await soon(runner.end());
    expect(made.destroyed).toBe(1);
  },

  async 'frames: other pins are another wish, where somebody looks and they are heeded'(patch) {
    const { made, shown, submit, runner } = await frames(patch);
    runner.repin();
    expect(runner.isActive).toBe(false);
    runner.open(1, { line: 'to be', layer: 1 });
    await submit(1);
    runner.repin();
    expect([runner.isActive, runner.isDue(false)]).toEqual([true, true]);
    await submit(1);
    expect(shown.map(({ id }) => id)).toEqual([1, 1]);
    expect([made.sources, made.destroyed]).toEqual([2, 1]);
    runner.close();
    runner.repin();
    expect(runner.isActive).toBe(false);
  },

  async 'frames: a view that this net has not is closed, and nothing is told'(patch) {
    const { clock, made, shown, submit, runner } = await frames(patch);
    made.isUnknown = true;
    runner.open(1, { line: 'to be', layer: 1 });
    await submit(1);
    clock.advance(100_000);
    runner.refresh();
    expect([shown, runner.isActive, runner.isDue(true)]).toEqual([[], false, false]);
    made.isUnknown = false;
    runner.open(2, { line: 'to be', layer: 1 });
    await submit(1);
    expect(shown).toEqual([{ id: 2, isStill: false, step: 1 }]);
  },
};
