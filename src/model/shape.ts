/** A model of one stack between tokens and a head: what it is made of, and its parameters. */
import { embedding } from './embedding.ts';
import { head } from './head.ts';
import { type ParameterSpec, specsOf } from './module.ts';
import { pool } from './pool.ts';
import { recurrentStack } from './recurrent-stack.ts';
import { directionsOf, type StackShape, type StackSizes } from './stack-shape.ts';
import type { PoolAttributes } from '../ops/pool.ts';

export interface ModelShape extends StackSizes {
  vocabSize: number;
  /** 0: one-hot input. */
  embeddingSize: number;
  /** Classes that the head tells apart; as many as tokens where it predicts those. */
  outputSize?: number;
  /** What of all time steps it answers from, once for each sequence; absent: at every time step. */
  summary?: Summary;
}

export type Summary = PoolAttributes['kind'];

/** Whether what is read later than a time step has a part in the answer there. */
export function readsAhead(shape: Pick<ModelShape, 'directions' | 'summary'>): boolean {
  return directionsOf(shape) === 2 || shape.summary !== undefined;
}

/** The stack, under the name that PyTorch's own documents give it. */
export function stackOf(shape: ModelShape): StackShape {
  const { vocabSize, embeddingSize } = shape;
  return { ...shape, prefix: 'rnn', inputSize: embeddingSize || vocabSize };
}

/** In the order in which data go through them. */
export function modulesOf(shape: ModelShape) {
  const { vocabSize, embeddingSize, hiddenSize, outputSize = vocabSize, summary } = shape;
  const sizes = { vocabSize, embeddingSize, hiddenSize };
  return {
    embedding: embeddingSize > 0 ? embedding('embedding', sizes) : undefined,
    stack: recurrentStack(stackOf(shape)),
    pool: summary && pool(summary, directionsOf(shape)),
    head: head('head', { hiddenSize, directions: directionsOf(shape), outputSize }),
  };
}

export function parameterSpecs(shape: ModelShape): ParameterSpec[] {
  const modules = Object.values(modulesOf(shape));
  return specsOf(modules.filter((module) => module !== undefined));
}

export function parameterCount(specs: readonly ParameterSpec[]): number {
  return specs.reduce(
    (sum, { shape }) => sum + shape.reduce((size, extent) => size * extent, 1),
    0,
  );
}
