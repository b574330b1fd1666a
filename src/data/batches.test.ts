import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SettingsError, TextError } from '../lib/errors.ts';
import type { Batch } from './batch-source.ts';
import { assertFits, StreamBatches } from './batches.ts';

/** Tokens 0, 1, 2 …, so that a token says where it stands. */
const numbered = (length: number) => Uint16Array.from({ length }, (_, index) => index);

function emptyBatch(batchSize: number, timeSteps: number): Batch & { starts: Uint32Array } {
  return {
    tokens: new Uint32Array(batchSize * timeSteps),
    targets: new Uint32Array(batchSize * timeSteps),
    starts: new Uint32Array(batchSize),
  };
}

function filled(batches: StreamBatches, step: number, batchSize: number, timeSteps: number) {
  const batch = emptyBatch(batchSize, timeSteps);
  batches.fill(step, batch);
  batches.starts(step, batch.starts);
  return batch;
}

/** Lengths that fit, up to a few passes over odd sizes. */
const shapes = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 9 }), fc.nat(300))
  .map(([batchSize, timeSteps, more]) => ({
    batchSize,
    timeSteps,
    length: batchSize * timeSteps + 1 + more,
  }));

describe('stream batches', () => {
  it('are time-major, and each target is the next character', () => {
    const batches = new StreamBatches(numbered(13), 13, 2, 3);
    const batch = filled(batches, 0, 2, 3);
    expect([...batch.tokens]).toEqual([0, 6, 1, 7, 2, 8]);
    expect([...batch.targets]).toEqual([1, 7, 2, 8, 3, 9]);
    expect([...batch.starts]).toEqual([1, 1]);
    expect([...filled(batches, 1, 2, 3).tokens]).toEqual([3, 9, 4, 10, 5, 11]);
    expect([...filled(batches, 1, 2, 3).starts]).toEqual([0, 0]);
    expect(batches.stepsPerPass).toBe(2);
    expect(batches.tokensPerStep).toBe(6);
  });

  it('continue every stream where the step before ended, or start it again with a reset', () => {
    fc.assert(
      fc.property(shapes, fc.nat(50), ({ batchSize, timeSteps, length }, step) => {
        const batches = new StreamBatches(numbered(length), length, batchSize, timeSteps);
        const before = filled(batches, step, batchSize, timeSteps);
        const after = filled(batches, step + 1, batchSize, timeSteps);
        const first = filled(batches, 0, batchSize, timeSteps);
        for (let stream = 0; stream < batchSize; stream++) {
          const last = (timeSteps - 1) * batchSize + stream;
          expect(after.tokens[stream]).toBe(
            after.starts[stream] === 1 ? first.tokens[stream] : before.targets[last],
          );
        }
      }),
    );
  });

  it('train on every character once per pass, but for the tails of streams', () => {
    fc.assert(
      fc.property(shapes, ({ batchSize, timeSteps, length }) => {
        const batches = new StreamBatches(numbered(length), length, batchSize, timeSteps);
        const seen = new Uint8Array(length);
        for (let step = 0; step < batches.stepsPerPass; step++) {
          const { tokens, targets } = filled(batches, step, batchSize, timeSteps);
          targets.forEach((target, entry) => {
            expect(target).toBe(tokens[entry] + 1);
            seen[target]++;
          });
        }
        expect(Math.max(...seen)).toBe(1);
        const left = length - 1 - seen.reduce((sum, count) => sum + count, 0);
        expect(left).toBeLessThanOrEqual(batchSize * (timeSteps - 1) + batchSize - 1);
      }),
    );
  });

  it('are a function of the step number alone', () => {
    fc.assert(
      fc.property(shapes, fc.nat(1000), ({ batchSize, timeSteps, length }, step) => {
        const batches = new StreamBatches(numbered(length), length, batchSize, timeSteps);
        const later = filled(batches, step + batches.stepsPerPass, batchSize, timeSteps);
        expect(filled(batches, step, batchSize, timeSteps)).toEqual(later);
      }),
    );
  });

  it('never read beyond the training part', () => {
    fc.assert(
      fc.property(shapes, ({ batchSize, timeSteps, length }) => {
        const tokens = new Uint8Array(length + 50).fill(1, length);
        const batches = new StreamBatches(tokens, length, batchSize, timeSteps);
        for (let step = 0; step < batches.stepsPerPass; step++) {
          const { targets } = filled(batches, step, batchSize, timeSteps);
          expect(targets.includes(1)).toBe(false);
        }
      }),
    );
  });

  it('count epochs in fractions', () => {
    const batches = new StreamBatches(numbered(41), 41, 1, 10);
    expect([0, 1, 4, 10].map((step) => batches.epoch(step))).toEqual([0, 0.25, 1, 2.5]);
  });

  it('reset at every step when a pass is one step', () => {
    const batches = new StreamBatches(numbered(3), 3, 1, 2);
    expect(filled(batches, 0, 1, 2)).toEqual(filled(batches, 5, 1, 2));
    expect([...filled(batches, 5, 1, 2).starts]).toEqual([1]);
  });
});

function refusalOf(act: () => unknown): SettingsError {
  try {
    act();
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a text that is too short for the settings', () => {
  it('is refused with settings that would fit', () => {
    expect(refusalOf(() => assertFits(1000, 32, 64))).toMatchObject({
      problem: {
        code: 'text shorter than a step',
        values: { characters: 1000, needed: 2049, batchSize: 32, timeSteps: 64 },
      },
      remedies: [{ kind: 'settings', settings: { batchSize: 16, timeSteps: 15 } }],
    });
    const short = () => new StreamBatches(numbered(10), 10, 32, 64);
    expect(refusalOf(short).problem.values).toMatchObject({ characters: 10, needed: 2049 });
  });

  it('is refused for any settings when there is nothing to predict', () => {
    expect(() => assertFits(1, 1, 1)).toThrow(TextError);
    expect(() => assertFits(0, 32, 64)).toThrow('text too short: characters 0, needed 2');
  });

  it('fits from the first length on that is named', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 600 }), (b, t) => {
        expect(() => assertFits(b * t + 1, b, t)).not.toThrow();
        expect(() => assertFits(b * t, b, t)).toThrow(`needed ${b * t + 1}`);
      }),
    );
  });

  it('can be read with what is offered', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 500 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 600 }),
        (length, batchSize, timeSteps) => {
          fc.pre(length < batchSize * timeSteps + 1);
          const [offered] = refusalOf(() => assertFits(length, batchSize, timeSteps)).remedies;
          if (offered.kind !== 'settings') throw new Error('nothing is offered');
          const { batchSize: fewer, timeSteps: shorter } = offered.settings;
          assertFits(length, Number(fewer), Number(shorter));
          expect(Number(fewer) >= 1 && Number(shorter) >= 1).toBe(true);
          expect(Number(fewer) <= batchSize && Number(shorter) <= timeSteps).toBe(true);
        },
      ),
    );
  });
});
