/** A configuration as our engine's model. */
import { cells } from '../src/cells/index.ts';
import type { Unrolling } from '../src/model/module.ts';
import type { ModelShape } from '../src/model/shape.ts';
import type { BenchConfig } from './configs.ts';

export function modelShape({ cell, layers, hiddenSize, vocabulary }: BenchConfig): ModelShape {
  const found = cells.find(({ id }) => id === cell);
  if (!found) throw new Error(`There is no cell ${cell}.`);
  return { cell: found, layers, hiddenSize, vocabSize: vocabulary, embeddingSize: 0 };
}

export function unrolling({ timeSteps, batchSize }: BenchConfig): Unrolling {
  return { timeSteps, batchSize, strategy: 'stepwise' };
}
