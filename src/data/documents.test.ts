import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedTarget } from '../ops/masked-target.ts';
import type { BatchSource } from './batch-source.ts';
import { timesOf } from '../testing/thorough.ts';
import { Documents } from './documents.ts';

const numbered = (length: number) => Uint16Array.from({ length }, (_, index) => index);

interface Given {
  lengths: number[];
  batchSize: number;
  timeSteps: number;
}

const given = fc.record({
  lengths: fc.array(fc.integer({ min: 2, max: 60 }), { minLength: 1, maxLength: 8 }),
  batchSize: fc.integer({ min: 1, max: 7 }),
  timeSteps: fc.integer({ min: 1, max: 12 }),
});

const startsOf = (lengths: readonly number[]) =>
  lengths.map((_, at) => lengths.slice(0, at).reduce((sum, length) => sum + length, 0));

function read(batches: BatchSource, steps: number, { batchSize, timeSteps }: Given) {
  return Array.from({ length: steps }, (_, step) => {
    // longer than it need be: what is behind stays
    const batch = {
      tokens: new Uint32Array(batchSize * timeSteps + 1).fill(77),
      targets: new Uint32Array(batchSize * timeSteps + 1).fill(77),
    };
    const starts = new Uint32Array(batchSize).fill(77);
    batches.fill(step, batch);
    batches.starts(step, starts);
    expect([batch.tokens.at(-1), batch.targets.at(-1)]).toEqual([77, 77]);
    return { ...batch, starts };
  });
}

/** Follows every stream as a net would: what stands before each target since the state was cleared. */
function followed(steps: ReturnType<typeof read>, { batchSize, timeSteps }: Given) {
  const seen: { target: number; first: number }[] = [];
  for (let stream = 0; stream < batchSize; stream++) {
    let run: number[] = [];
    for (const { tokens, targets, starts } of steps) {
      if (starts[stream]) run = [];
      for (let time = 0; time < timeSteps; time++) {
        const target = targets[time * batchSize + stream];
        if (target === maskedTarget) continue;
        const token = tokens[time * batchSize + stream];
        if (run.length > 0) expect(token).toBe(run[run.length - 1] + 1);
        run.push(token);
        expect(target).toBe(token + 1);
        seen.push({ target, first: run[0] });
      }
    }
  }
  return seen;
}

describe('batches of several texts', () => {
  it('train on every token behind another of its text, and read across no border', () => {
    fc.assert(
      fc.property(given, (all) => {
        const starts = startsOf(all.lengths);
        const length = all.lengths.reduce((sum, one) => sum + one, 0);
        fc.pre(length > all.batchSize * all.timeSteps);
        const batches = new Documents(starts).batches(numbered(length), length, all);
        const seen = followed(read(batches, batches.stepsPerPass, all), all);
        const wanted = Array.from(numbered(length)).filter((token) => !starts.includes(token));
        expect([...new Set(seen.map(({ target }) => target))].sort((a, b) => a - b)).toEqual(
          wanted,
        );
        for (const { target, first } of seen) {
          expect(starts.filter((start) => start > first && start <= target)).toEqual([]);
        }
        // twice at a seam only
        const chunks = batches.stretches;
        expect(batches.stepsPerPass * all.batchSize - chunks).toBeLessThan(all.batchSize);
        // the same again
        const again = read(batches, 2 * batches.stepsPerPass, all).slice(batches.stepsPerPass);
        expect(again).toEqual(read(batches, batches.stepsPerPass, all));
      }),
      { numRuns: timesOf(25) },
    );
  });

  it('count every held-out token once, within the limit', () => {
    fc.assert(
      fc.property(given, fc.integer({ min: 1, max: 300 }), fc.nat(100), (all, limit, from) => {
        const starts = startsOf(all.lengths);
        const length = all.lengths.reduce((sum, one) => sum + one, 0);
        const border = Math.min(from, length - 1);
        const batches = new Documents(starts).heldOut(numbered(length), border, all)(limit);
        const seen = followed(read(batches, batches.chunks, all), all);
        const wanted = Array.from(numbered(length)).filter(
          (token) => token > border && !starts.includes(token),
        );
        const counted = seen.map(({ target }) => target).sort((a, b) => a - b);
        expect(counted).toEqual(wanted.slice(0, limit));
        expect([batches.counted, batches.total]).toEqual([counted.length, wanted.length]);
        for (const { target, first } of seen) {
          expect(starts.filter((start) => start > first && start <= target)).toEqual([]);
        }
        const stretches = Array.from({ length: batches.stretches }, (_, at) => batches.stretch(at));
        expect(stretches.flatMap(({ targets }) => Array.from(targets))).toEqual(counted);
      }),
      { numRuns: timesOf(50) },
    );
  });
});
