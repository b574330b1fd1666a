/**
 * What a model of one stack between tokens and a head is made of, and its parameters. What may stand
 * before it, another stack that reads a source, is here in its sizes alone: see encoder-decoder.ts.
 */
import { embedding } from './embedding.ts';
import type { Features } from './features.ts';
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
  /** Numbers that are read instead of tokens; absent: none. */
  features?: Features;
  /** Classes that the head tells apart; as many as tokens where it predicts those. */
  outputSize?: number;
  /** What of all time steps it answers from, once for each sequence; absent: at every time step. */
  summary?: Summary;
  /** What has read a source to its end when the stack begins; absent: nothing. */
  encoder?: EncoderSizes;
}

/** A stack of the same cell, with as many layers and units; a learned initial state is its own then. */
export interface EncoderSizes {
  vocabSize: number;
  directions: 1 | 2;
  /** The head reads a look back at all of the source, too. */
  hasAttention: boolean;
}

export type Summary = PoolAttributes['kind'];

/** Whether what is read later than a time step has a part in the answer there. */
export function readsAhead(shape: Pick<ModelShape, 'directions' | 'summary'>): boolean {
  return directionsOf(shape) === 2 || shape.summary !== undefined;
}

/** The stack, under the name that PyTorch's own documents give it. */
export function stackOf(shape: ModelShape): StackShape {
  const learnsInitialState = shape.learnsInitialState && !shape.encoder;
  return { ...shape, learnsInitialState, prefix: 'rnn', inputSize: inputSizeOf(shape) };
}

/** Columns of W_x. */
export function inputSizeOf({ features, embeddingSize, vocabSize }: ModelShape): number {
  return features?.size ?? (embeddingSize || vocabSize);
}

/** In the order in which data go through them; of a model without an encoder. */
export function modulesOf(shape: ModelShape) {
  const { vocabSize, hiddenSize, outputSize = vocabSize, summary } = shape;
  return {
    embedding: shape.features?.module ?? embeddingOf('embedding', shape, vocabSize),
    stack: recurrentStack(stackOf(shape)),
    pool: summary && pool(summary, directionsOf(shape)),
    head: head('head', { hiddenSize, parts: directionsOf(shape), outputSize }),
  };
}

export function embeddingOf(
  prefix: string,
  { embeddingSize, hiddenSize }: ModelShape,
  vocabSize: number,
) {
  return embeddingSize > 0
    ? embedding(prefix, { vocabSize, embeddingSize, hiddenSize })
    : undefined;
}

/** Of a model without an encoder. */
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
