import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedTarget } from '../ops/masked-target.ts';
import { HeldOutBatches } from './held-out.ts';

const numbered = (length: number) => Uint16Array.from({ length }, (_, index) => index);

function allChunks(length: number, batchSize: number, timeSteps: number, limit?: number) {
  const batches = new HeldOutBatches(numbered(length), batchSize, timeSteps, limit);
  const chunks = Array.from({ length: batches.chunks }, (_, chunk) => {
    const batch = {
      tokens: new Uint32Array(batchSize * timeSteps).fill(77),
      targets: new Uint32Array(batchSize * timeSteps).fill(77),
    };
    const starts = new Uint32Array(batchSize).fill(77);
    batches.fill(chunk, batch);
    batches.starts(chunk, starts);
    return { ...batch, starts };
  });
  return { batches, chunks };
}

const shapes = fc.record({
  length: fc.nat(400),
  batchSize: fc.integer({ min: 1, max: 9 }),
  timeSteps: fc.integer({ min: 1, max: 12 }),
  limit: fc.integer({ min: 1, max: 500 }),
});

describe('held-out batches', () => {
  it('count each of the first characters exactly once, after the one before it', () => {
    fc.assert(
      fc.property(shapes, ({ length, batchSize, timeSteps, limit }) => {
        const { batches, chunks } = allChunks(length, batchSize, timeSteps, limit);
        const counted: number[] = [];
        for (const { tokens, targets } of chunks) {
          targets.forEach((target, entry) => {
            if (target === maskedTarget) return expect(tokens[entry]).toBe(0);
            expect(target).toBe(tokens[entry] + 1);
            counted.push(target);
          });
        }
        counted.sort((a, b) => a - b);
        expect(counted).toEqual(Array.from({ length: batches.counted }, (_, index) => index + 1));
        expect(batches.total).toBe(Math.max(0, length - 1));
        expect(batches.counted).toBe(Math.min(batches.total, limit));
      }),
    );
  });

  it('carry each stream through the chunks from a zero state', () => {
    fc.assert(
      fc.property(shapes, ({ length, batchSize, timeSteps, limit }) => {
        const { chunks } = allChunks(length, batchSize, timeSteps, limit);
        chunks.forEach(({ tokens, targets, starts }, chunk) => {
          expect([...starts]).toEqual(new Array(batchSize).fill(chunk === 0 ? 1 : 0));
          if (chunk === 0) return;
          const before = chunks[chunk - 1].targets.subarray((timeSteps - 1) * batchSize);
          for (let stream = 0; stream < batchSize; stream++) {
            // A stream that goes on reads the last target of the chunk before.
            if (targets[stream] !== maskedTarget) expect(tokens[stream]).toBe(before[stream]);
          }
        });
      }),
    );
  });

  it('never begin a stream again after padding', () => {
    fc.assert(
      fc.property(shapes, ({ length, batchSize, timeSteps, limit }) => {
        const { chunks } = allChunks(length, batchSize, timeSteps, limit);
        for (let stream = 0; stream < batchSize; stream++) {
          const targets = chunks.flatMap((chunk) =>
            [...chunk.targets].filter((_, entry) => entry % batchSize === stream),
          );
          const end = targets.indexOf(maskedTarget);
          if (end >= 0) expect(new Set(targets.slice(end))).toEqual(new Set([maskedTarget]));
        }
      }),
    );
  });

  it('are the stretches one by one, in the order of the text', () => {
    fc.assert(
      fc.property(shapes, ({ length, batchSize, timeSteps, limit }) => {
        const { batches, chunks } = allChunks(length, batchSize, timeSteps, limit);
        const stretches = Array.from({ length: batches.stretches }, (_, at) => batches.stretch(at));
        const columns = chunks.flatMap(({ tokens, targets }) =>
          Array.from({ length: batchSize }, (_, stream) => {
            const own = (words: Uint32Array) =>
              [...words].filter(
                (_, at) => at % batchSize === stream && targets[at] !== maskedTarget,
              );
            return { inputs: own(tokens), targets: own(targets) };
          }).filter(({ inputs }) => inputs.length > 0),
        );
        columns.sort((a, b) => a.inputs[0] - b.inputs[0]);
        const plain = stretches.map((one) => ({
          inputs: Array.from(one.inputs),
          targets: Array.from(one.targets),
        }));
        expect(plain).toEqual(columns);
      }),
    );
  });

  it('use fewer streams rather than streams shorter than a chunk', () => {
    const { chunks } = allChunks(21, 8, 10);
    const used = chunks[0].targets.subarray(0, 8).filter((target) => target !== maskedTarget);
    expect(used.length).toBe(2);
  });

  it('count 32,768 characters unless told otherwise', () => {
    const batches = new HeldOutBatches(new Uint8Array(50_000), 32, 64);
    expect(batches).toMatchObject({ counted: 32_768, total: 49_999, chunks: 16 });
  });

  it('are none where there is nothing to predict', () => {
    for (const length of [0, 1]) {
      const batches = new HeldOutBatches(new Uint8Array(length), 4, 8);
      expect(batches).toMatchObject({ counted: 0, total: 0, chunks: 0 });
    }
  });
});
