import { describe, expect, it } from 'vitest';
import { uniformFloats } from '../lib/random.ts';
import { LossWatch } from './loss-watch.ts';

const chance = Math.log(73);

/** Losses about `mean(step)`, as noisy as those of small batches. */
function noisy(steps: number, mean: (step: number) => number, spread = 0.1, seed = 1): number[] {
  const noise = uniformFloats(seed, 0, steps, -spread, spread);
  return Array.from({ length: steps }, (_, index) => mean(index + 1) * (1 + noise[index]));
}

/** @returns the steps at which it began and ceased to be told, and the watch at the end */
function watched(losses: readonly number[], of = chance) {
  const watch = new LossWatch(of);
  const changes: number[] = [];
  let suspects = 0;
  losses.forEach((loss, index) => {
    const before = watch.high;
    watch.read(index + 1, loss);
    if ((before === undefined) !== (watch.high === undefined)) changes.push(index + 1);
    if (watch.isSuspect) suspects++;
  });
  return { watch, changes, suspects };
}

const learning = (step: number) => 1.5 + (chance - 1.5) * Math.exp(-step / 150);

describe('a loss that stays above chance', () => {
  it('is told with its median, what it is above of, and since when', () => {
    const { watch, changes } = watched([4.3, 4.2, 4.1, ...noisy(147, () => 134)]);
    expect(changes).toEqual([100]);
    expect(watch.high).toMatchObject({ since: 4, reference: chance, isChance: true });
    expect(watch.high?.loss).toBeCloseTo(134, -1);
  });

  it.each([4.7, 5.1, 8, 6.6e29])('is told at %d, whatever the noise', (mean) => {
    for (let seed = 1; seed <= 20; seed++) {
      const { watch } = watched([...noisy(60, learning), ...noisy(340, () => mean, 0.1, seed)]);
      expect(watch.high, `seed ${seed}`).toBeDefined();
    }
  });

  it('is told however high some of the losses are', () => {
    const wild = (step: number) => (step % 20 === 7 ? 6.6e29 : 12);
    const { watch } = watched([chance, ...noisy(200, wild)]);
    expect(watch.high?.loss).toBeCloseTo(12, -1);
  });

  it('is told after a long time of learning too, and no more when it recovers', () => {
    const losses = [
      ...noisy(1000, learning),
      ...noisy(300, () => 30),
      ...noisy(200, () => 2.5),
      ...noisy(300, () => 9),
    ];
    const { changes } = watched(losses);
    expect(changes).toHaveLength(3);
    const [told, over, again] = changes.map((step) => step - 1000);
    for (const [step, since] of [
      [told, 0],
      [over, 300],
      [again, 500],
    ]) {
      expect(step - since).toBeGreaterThan(40);
      expect(step - since).toBeLessThan(120);
    }
  });

  it('is not a loss that is no number: that is told otherwise', () => {
    const { watch, changes } = watched([4.3, NaN, Infinity, ...new Array<number>(200).fill(NaN)]);
    expect(changes).toEqual([]);
    expect(watch.isSuspect).toBe(false);
  });
});

describe('a sound run', () => {
  it.each([0.01, 0.1, 0.3])('is left alone while it learns, with noise of %d', (spread) => {
    for (let seed = 1; seed <= 20; seed++) {
      const { changes, suspects } = watched(noisy(3000, learning, spread, seed));
      expect([changes, suspects], `seed ${seed}`).toEqual([[], 0]);
    }
  });

  it('is left alone where it learns nothing: a rate of next to nothing, above chance', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { changes } = watched(noisy(3000, () => chance * 1.03, 0.02, seed));
      expect(changes, `seed ${seed}`).toEqual([]);
    }
  });

  it.each([1, 5, 20, 40])(
    'is left alone when it explodes and recovers within %d steps',
    (steps) => {
      for (const height of [3000, 6.6e29]) {
        const spike = Array.from({ length: steps }, (_, at) => height ** (1 - at / steps) + 5);
        const { changes, watch } = watched([
          ...noisy(300, learning),
          ...spike,
          ...noisy(300, () => 2),
        ]);
        expect(changes).toEqual([]);
        expect(watch.isSuspect).toBe(false);
      }
    },
  );

  it('may begin far above chance with weights of another text, as long as it falls', () => {
    const falling = (step: number) => 2 + 10 * Math.exp(-step / 400);
    expect(watched(noisy(2000, falling)).changes).toEqual([]);
    expect(watched(noisy(500, () => 12, 0.05)).changes).toEqual([]);
    const { watch } = watched([...noisy(300, () => 12, 0.05), ...noisy(100, () => 40)]);
    expect(watch.high?.isChance).toBe(false);
    expect(Math.abs((watch.high?.since ?? 0) - 302)).toBeLessThan(3);
    expect(watch.high?.reference).toBeCloseTo(12, -1);
  });

  it('may have nothing to learn: one symbol, or two at random', () => {
    expect(watched(new Array<number>(300).fill(0), 0).changes).toEqual([]);
    expect(watched(new Array<number>(300).fill(1e-7), 0).changes).toEqual([]);
    expect(
      watched(
        noisy(1000, () => Math.LN2, 0.02),
        Math.LN2,
      ).changes,
    ).toEqual([]);
  });
});

describe('what is kept as good', () => {
  it('is nothing once a few losses are far above, long before that is told', () => {
    const { watch } = watched([...noisy(200, learning), ...noisy(8, () => 40)]);
    expect(watch.high).toBeUndefined();
    expect(watch.isSuspect).toBe(true);
  });

  it('is what gives a loss like those before it, and nothing on the way up', () => {
    const { watch } = watched(noisy(600, learning));
    expect([1.4, 1.6, 2].map((loss) => watch.fits(loss))).toEqual([true, true, true]);
    expect([3, chance, 1e30].map((loss) => watch.fits(loss))).toEqual([false, false, false]);
  });

  it('is what gives such a loss also just after a spike', () => {
    const { watch } = watched([...noisy(600, learning), 6.6e29, 1e5]);
    expect(watch.fits(1.6)).toBe(true);
    expect(watch.fits(4)).toBe(false);
  });

  it('is the beginning of a run too', () => {
    const watch = new LossWatch(chance);
    expect(watch.fits(chance * 1.02)).toBe(true);
    watch.read(1, chance * 1.01);
    expect(watch.fits(chance * 1.03)).toBe(true);
  });

  it('starts anew', () => {
    const { watch } = watched([...noisy(50, learning), ...noisy(100, () => 40)]);
    watch.reset();
    expect([watch.high, watch.isSuspect, watch.fits(4.3)]).toEqual([undefined, false, true]);
  });

  it('is found again at the end of a run that was opened, however long', () => {
    const wild = [...noisy(4000, learning), ...noisy(700, () => 30)];
    for (const losses of [wild, noisy(4700, learning), noisy(60, learning), []]) {
      const { watch } = watched(losses);
      const again = new LossWatch(chance);
      again.replay({ firstStep: 1, losses: Float32Array.from(losses) });
      expect(again.high?.since).toBe(watch.high?.since);
      expect(again.isSuspect).toBe(watch.isSuspect);
    }
  });
});
