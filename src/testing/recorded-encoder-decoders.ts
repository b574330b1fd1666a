/**
 * What PyTorch computed of encoders and decoders, as scripts/record-encoder-decoder.py wrote it down.
 * Weights and batches are drawn here from the recorded seeds, in the order in which the script draws
 * them.
 */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { cells } from '../cells/index.ts';
import { chosen } from '../lib/chosen.ts';
import { encoderDecoder } from '../model/encoder-decoder.ts';
import type { Model } from '../model/model.ts';
import type { Unrolling } from '../model/module.ts';
import { valueCount } from '../model/parameters.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';
import { checkAbsolute, checkGradient } from './close-to.ts';
import type { Tensors } from './reference/matrix.ts';
import { randomLengths, uniformNumbers } from './reference/random-model.ts';
import { runModel } from './run-model.ts';
import { comparedTensors } from './run-net.ts';

export interface RecordedPair {
  cell: string;
  layers: number;
  directions: 1 | 2;
  hiddenSize: number;
  embeddingSize: number;
  sourceSteps: number;
  batchSize: number;
  hasLengths: boolean;
  hasAttention: boolean;
  seed: number;
}

interface Recorded {
  symbols: number;
  scale: number;
  cases: (RecordedPair & { loss: number; gradients: Record<string, number[]> })[];
  runs: (RecordedPair & { losses: number[] })[];
}

const file = new URL('./fixtures/pytorch-encoder-decoder.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;

export const recordedCases = recorded.cases;
/** With attention, both directions and sequences of different length. */
export const lookingCase = recorded.cases.find(
  ({ hasAttention, hasLengths, directions }) => hasAttention && hasLengths && directions === 2,
) as Recorded['cases'][number];
export const recordedRuns = recorded.runs;
/** Of the weights that cases are drawn with. */
export const recordedScale = recorded.scale;

export function modelOf(pair: RecordedPair): Model {
  const { layers, directions, hiddenSize, embeddingSize, hasAttention } = pair;
  return encoderDecoder({
    ...{ layers, hiddenSize, embeddingSize },
    cell: chosen('cell', cells, pair.cell),
    vocabSize: recorded.symbols + 1,
    encoder: { vocabSize: recorded.symbols, directions, hasAttention },
  });
}

export function unrollingOf({ sourceSteps, batchSize, hasLengths }: RecordedPair): Unrolling {
  const timeStepsOf = { source: sourceSteps };
  return { timeSteps: sourceSteps + 1, timeStepsOf, batchSize, hasLengths, strategy: 'stepwise' };
}

export function parametersOf(model: Model, { hiddenSize }: RecordedPair, seed: number, scale = 1) {
  const next = uniformNumbers(seed);
  const bound = scale / Math.sqrt(hiddenSize);
  const drawn = model.specs.map((spec) => [
    spec.name,
    Float64Array.from({ length: valueCount(spec) }, () => Math.fround((2 * next() - 1) * bound)),
  ]);
  return Object.fromEntries(drawn) as Tensors;
}

/** What is read, and the same from its end, then the end itself. */
export function reversedBatch(pair: RecordedPair, seed: number): Record<string, Uint32Array> {
  const { batchSize, sourceSteps, hasLengths } = pair;
  const { symbols } = recorded;
  const all = new Array<number>(batchSize).fill(sourceSteps);
  const lengths = hasLengths ? randomLengths(batchSize, sourceSteps, seed) : all;
  const next = uniformNumbers(seed + 1);
  const source = Uint32Array.from({ length: sourceSteps * batchSize }, () =>
    Math.floor(next() * symbols),
  );
  const tokens = new Uint32Array((sourceSteps + 1) * batchSize).fill(noToken);
  const targets = new Uint32Array(tokens.length).fill(maskedTarget);
  lengths.forEach((length, row) => {
    for (let time = 0; time < length; time++) {
      const token = source[(length - 1 - time) * batchSize + row];
      targets[time * batchSize + row] = token;
      tokens[(time + 1) * batchSize + row] = token;
    }
    targets[length * batchSize + row] = symbols;
  });
  return {
    ...{ source, tokens, targets },
    ...(hasLengths && {
      'source-lengths': Uint32Array.from(lengths),
      lengths: Uint32Array.from(lengths, (length) => length + 1),
    }),
  };
}

/** Norm-wise, and of the largest element: a fifth of what a gradient may be off. */
const limit = 2e-5;

/** Loss and every gradient. */
export async function checkRecorded(
  engine: Backend,
  pair: (typeof recordedCases)[number],
): Promise<void> {
  const model = modelOf(pair);
  const { loss, gradients } = await runModel(engine, {
    model,
    form: engine.form,
    unrolling: unrollingOf(pair),
    parameters: parametersOf(model, pair, pair.seed, recorded.scale),
    batch: reversedBatch(pair, pair.seed + 1),
  });
  checkAbsolute({ name: 'loss', got: [loss], expected: [pair.loss] }, 2e-6);
  expect(gradients.map(({ name }) => name)).toEqual(Object.keys(pair.gradients));
  const expected = Object.fromEntries(
    Object.entries(pair.gradients).map(([name, values]) => [name, Float64Array.from(values)]),
  );
  for (const compared of comparedTensors(gradients, expected)) checkGradient(compared, limit);
}
