import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShapeError, TextError } from '../lib/errors.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import type { Batch } from './batch-source.ts';
import { noToken } from '../ops/no-token.ts';
import {
  heldOutSequences,
  HeldOutSequences,
  SequenceBatches,
  type SequenceSizes,
} from './sequence-batches.ts';
import { lineSequence, longestOf, taggedSequence, type Sequence } from './sequences.ts';
import { Characters } from './tokens/characters.ts';

const masked = maskedTarget;

function filled(
  batches: SequenceBatches | HeldOutSequences,
  step: number,
  { batchSize, timeSteps }: SequenceSizes,
): Required<Batch> {
  const batch = {
    tokens: new Uint32Array(batchSize * timeSteps).fill(77),
    targets: new Uint32Array(batchSize * timeSteps).fill(77),
    lengths: new Uint32Array(batchSize).fill(77),
  };
  batches.fill(step, batch);
  return batch;
}

/** Rows whose tokens say which row it is. */
const rowsOf = (lengths: readonly number[]): Sequence[] =>
  lengths.map((length, row) => ({
    inputs: new Array<number>(length).fill(row),
    targets: new Array<number>(length).fill(row + 100),
  }));

const shapes = fc.record({
  lengths: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 }),
  batchSize: fc.integer({ min: 1, max: 9 }),
  seed: fc.nat(),
});

describe('sequences', () => {
  it('of lines begin with nothing and end with the end', () => {
    const set = Characters.fromText('ab', true);
    expect(lineSequence('abb', set)).toEqual({ inputs: [noToken, 0, 1, 1], targets: [0, 1, 1, 2] });
    expect(lineSequence('', set)).toEqual({ inputs: [noToken], targets: [2] });
    expect(() => lineSequence('a', Characters.fromText('ab'))).toThrow(
      'sequences: lines need a token that ends them: tokens 2.',
    );
  });

  it('of tagged words want each tag so many words later', () => {
    expect(taggedSequence([5, 6], [1, 2])).toEqual({ inputs: [5, 6], targets: [1, 2] });
    expect(taggedSequence([5, 6], [1, 2], 3)).toEqual({
      inputs: [5, 6, noToken, noToken, noToken],
      targets: [masked, masked, masked, 1, 2],
    });
  });
});

describe('batches of sequences', () => {
  it('are time-major, with nothing behind the end of the shorter ones', () => {
    const rows = rowsOf([1, 3]);
    const batches = new SequenceBatches(rows, { batchSize: 2, timeSteps: 4 }, 7);
    const batch = filled(batches, 0, { batchSize: 2, timeSteps: 4 });
    const [a, b] = [batches.rowAt(0, 0), batches.rowAt(0, 1)];
    expect([a, b].sort()).toEqual([0, 1]);
    const at = (time: number, row: number) => (time < rows[row].inputs.length ? row : noToken);
    const wanted = (time: number, row: number) =>
      time < rows[row].inputs.length ? row + 100 : masked;
    expect([...batch.tokens]).toEqual([0, 1, 2, 3].flatMap((t) => [at(t, a), at(t, b)]));
    expect([...batch.targets]).toEqual([0, 1, 2, 3].flatMap((t) => [wanted(t, a), wanted(t, b)]));
    expect([...batch.lengths]).toEqual([rows[a].inputs.length, rows[b].inputs.length]);
    const starts = new Uint32Array(3);
    batches.starts(5, starts);
    expect([...starts]).toEqual([1, 1, 0]);
    expect(batches.targetsIn(0)).toBe(4);
  });

  it('have every row once per epoch, each epoch in another order', () => {
    fc.assert(
      fc.property(shapes, ({ lengths, batchSize, seed }) => {
        const rows = rowsOf(lengths);
        const sizes = { batchSize, timeSteps: longestOf(rows) };
        const batches = new SequenceBatches(rows, sizes, seed);
        const order = Array.from({ length: 3 * rows.length }, (_, position) =>
          batches.rowAt(Math.floor(position / batchSize), position % batchSize),
        );
        for (let epoch = 0; epoch < 3; epoch++) {
          const own = order.slice(epoch * rows.length, (epoch + 1) * rows.length);
          expect(own.sort((a, b) => a - b)).toEqual(rows.map((_, row) => row));
        }
      }),
    );
    const many = new SequenceBatches(
      rowsOf(new Array<number>(50).fill(1)),
      { batchSize: 50, timeSteps: 1 },
      1,
    );
    const orderOf = (step: number) => Array.from({ length: 50 }, (_, b) => many.rowAt(step, b));
    expect(orderOf(0)).not.toEqual(orderOf(1));
    expect(orderOf(0)).not.toEqual(Array.from({ length: 50 }, (_, row) => row));
  });

  it('are a function of seed and step alone, whatever was filled before', () => {
    fc.assert(
      fc.property(
        shapes,
        fc.array(fc.nat(40), { maxLength: 6 }),
        ({ lengths, batchSize, seed }, steps) => {
          const rows = rowsOf(lengths);
          const sizes = { batchSize, timeSteps: longestOf(rows) };
          const used = new SequenceBatches(rows, sizes, seed);
          for (const step of steps) {
            const fresh = new SequenceBatches(rows, sizes, seed);
            expect(filled(used, step, sizes)).toEqual(filled(fresh, step, sizes));
          }
        },
      ),
    );
  });

  it('say how many targets count, and how far the epochs are', () => {
    fc.assert(
      fc.property(shapes, fc.nat(20), ({ lengths, batchSize, seed }, step) => {
        const rows = rowsOf(lengths);
        const sizes = { batchSize, timeSteps: longestOf(rows) };
        const batches = new SequenceBatches(rows, sizes, seed);
        const { targets, lengths: real } = filled(batches, step, sizes);
        const counted = targets.filter((target) => target !== masked).length;
        expect(batches.targetsIn(step)).toBe(counted);
        expect(counted).toBe(real.reduce((sum, length) => sum + length, 0));
        expect(batches.epoch(step)).toBeCloseTo((step * batchSize) / rows.length, 12);
        expect(batches.stepsPerPass).toBe(Math.ceil(rows.length / batchSize));
      }),
    );
  });

  it('refuse rows that are longer than the batch, and to be made of none', () => {
    const rows = rowsOf([2, 5]);
    expect(() => new SequenceBatches(rows, { batchSize: 1, timeSteps: 4 }, 1)).toThrow(ShapeError);
    expect(() => new HeldOutSequences(rows, { batchSize: 1, timeSteps: 4 })).toThrow(
      'batches: a sequence is longer than a batch: longest sequence 5, time steps 4.',
    );
    expect(() => new SequenceBatches([], { batchSize: 1, timeSteps: 1 }, 1)).toThrow(TextError);
  });
});

describe('held-out sequences', () => {
  it('are each counted once, in order; the last batch is filled up with none', () => {
    fc.assert(
      fc.property(shapes, ({ lengths, batchSize }) => {
        const rows = rowsOf(lengths);
        const sizes = { batchSize, timeSteps: longestOf(rows) };
        const batches = new HeldOutSequences(rows, sizes);
        const seen: number[] = [];
        let counted = 0;
        for (let chunk = 0; chunk < batches.chunks; chunk++) {
          const batch = filled(batches, chunk, sizes);
          for (let column = 0; column < batchSize; column++) {
            if (batch.lengths[column] > 0) seen.push(batch.tokens[column]);
          }
          const real = batch.targets.filter((target) => target !== masked).length;
          expect(batches.targetsIn(chunk)).toBe(real);
          counted += real;
        }
        expect(seen).toEqual(rows.map((_, row) => row));
        expect([batches.counted, batches.total]).toEqual([counted, counted]);
        expect(batches.rows).toBe(rows.length);
      }),
    );
  });

  it('can be limited, and be none', () => {
    const limited = heldOutSequences(rowsOf([1, 2, 3]), { batchSize: 2, timeSteps: 3 });
    const told = ({ rows, chunks, counted, total }: HeldOutSequences) => [
      rows,
      chunks,
      counted,
      total,
    ];
    expect(told(limited(Infinity))).toEqual([3, 2, 6, 6]);
    // whole sequences, and one at least
    expect([5, 3, 2, 0].map((limit) => told(limited(limit)))).toEqual([
      [2, 1, 3, 6],
      [2, 1, 3, 6],
      [1, 1, 1, 6],
      [1, 1, 1, 6],
    ]);
    const none = new HeldOutSequences([], { batchSize: 2, timeSteps: 3 });
    expect(told(none)).toEqual([0, 0, 0, 0]);
  });
});
