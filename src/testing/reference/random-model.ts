/** Seeded parameters, states and batches for tests. */
import { maskedTarget } from './sequence-model.ts';
import type { Batch } from './sequence-model.ts';
import type { Tensors } from './matrix.ts';
import { zeroParameters, zeroStates } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';

/** Uniform numbers in [0, 1): mulberry32 by Tommy Ettinger, period 2^32. */
export function uniformNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Every parameter from U(−1/√H, 1/√H), rounded to float32 so that the GPU can hold the same values.
 * `scale` widens the range: gates of small nets then leave the middle of their range.
 */
export function randomParameters(model: ModelShape, seed: number, scale = 1): Tensors {
  const next = uniformNumbers(seed);
  const bound = scale / Math.sqrt(model.hiddenSize);
  return mapTensors(zeroParameters(model), () => Math.fround((2 * next() - 1) * bound));
}

/** Per layer and direction, each state vector from U(−1, 1), rounded to float32. */
export function randomStates(model: ModelShape, batchSize: number, seed: number): Tensors[] {
  const next = uniformNumbers(seed);
  return zeroStates(model, batchSize).map((layer) =>
    mapTensors(layer, () => Math.fround(2 * next() - 1)),
  );
}

/**
 * Uniform tokens and targets [T, B]; each target is masked with probability `maskedShare`. Tokens
 * and targets beyond a sequence's length are drawn all the same: nothing may depend on them.
 */
export function randomBatch(
  sizes: { batchSize: number; timeSteps: number; vocabSize: number; outputSize?: number },
  seed: number,
  maskedShare = 0,
  lengths?: readonly number[],
): Batch {
  const next = uniformNumbers(seed);
  const { batchSize, timeSteps, vocabSize, outputSize = vocabSize } = sizes;
  const symbol = (count: number) => Math.floor(next() * count);
  const positions = { length: batchSize * timeSteps };
  const tokens = Uint32Array.from(positions, () => symbol(vocabSize));
  const targets = Uint32Array.from(positions, () => {
    const target = symbol(outputSize);
    return next() < maskedShare ? maskedTarget : target;
  });
  return { batchSize, timeSteps, tokens, targets, lengths };
}

/** B lengths from 1 … T, one of them T so that no time step is padding for all. */
export function randomLengths(batchSize: number, timeSteps: number, seed: number): number[] {
  const next = uniformNumbers(seed);
  const lengths = Array.from({ length: batchSize }, () => 1 + Math.floor(next() * timeSteps));
  lengths[Math.floor(next() * batchSize)] = timeSteps;
  return lengths;
}

function mapTensors(tensors: Tensors, value: () => number): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, values]) => [name, values.map(value)]),
  );
}
