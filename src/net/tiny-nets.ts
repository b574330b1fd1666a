/** The nets that a device is tested with, one of every kind, and what a step of theirs reads. */
import type { BatchSource } from '../data/batch-source.ts';
import { wordOf } from '../lib/float-words.ts';
import type { ModelShape } from '../model/shape.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';
import type { Net } from '../training/net.ts';
import type { TinyBatch } from './cpu-step.ts';

interface Kind {
  net: Pick<Net, 'shape' | 'model' | 'objective'>;
  /** Its sequences are of different length. */
  hasLengths: boolean;
}

/** Sizes that are no multiples of anything. */
const sizes = { hiddenSize: 18, vocabSize: 7, embeddingSize: 5 };
/** Of what a source is made of. */
const sourceVocabSize = 5;
/** Of answers that are no tokens. */
const outputSize = 3;
/** Numbers of a time step, of nets that read those. */
const featureCount = 3;

/** Streams: some begin, others go on; every target counts. */
const streams: TinyBatch = {
  timeSteps: 3,
  batchSize: 3,
  tokens: [0, 3, 6, 1, 4, 2, 2, 5, 6],
  targets: [1, 4, 2, 5, 0, 3, 6, 2, 2],
  fresh: [0, 1, 0],
};
/** Whole sequences: one reads nothing at first, one is not asked at first, one is of one step alone. */
const sequences: TinyBatch = {
  timeSteps: 3,
  batchSize: 3,
  tokens: [noToken, 3, 6, 1, noToken, 2, 2, noToken, noToken],
  targets: [1, 0, maskedTarget, 2, maskedTarget, 1, 0, maskedTarget, maskedTarget],
  fresh: [1, 1, 1],
  lengths: [3, 1, 2],
};

/** What is read before them, of as many time steps as there are: one of all, one of one. */
const sources = {
  source: [4, 0, 3, 1, noToken, 2, 0, noToken, noToken, 2, noToken, noToken],
  sourceLengths: [4, 1, 2],
};
export const sourceSteps = 4;

/** What is wanted of whole sequences: one is not asked. */
const once = [2, maskedTarget, 0];

/** What a step of a net like this one reads, and what it should answer. */
export function batchOf({ net, hasLengths }: Kind): TinyBatch {
  const given = net.model.carries ? streams : sequences;
  const batch = net.shape.summary ? { ...given, targets: once } : given;
  const { outputSize: outputs = sizes.vocabSize } = tinyShape(net.shape);
  const { id } = net.objective;
  const targets =
    id === 'softmax' ? batch.targets : batch.targets.flatMap(answersOf(outputs, id === 'squared'));
  const lengths = hasLengths ? batch.lengths : undefined;
  const tokens = net.shape.features ? batch.tokens.flatMap(numbersOf) : batch.tokens;
  return { ...batch, tokens, targets, lengths, ...(net.shape.encoder && sources) };
}

/** Yes or no of each output, or a number, or masked as the target is. */
const answersOf = (outputs: number, areNumbers: boolean) => (target: number, at: number) =>
  Array.from({ length: outputs }, (_, output) => {
    const mixed = target + at + output;
    if (target === maskedTarget) return target;
    return areNumbers ? wordOf((mixed % 5) / 2 - 1) : Number(mixed % 3 === 0);
  });

/** Instead of a token, or of none. */
const numbersOf = (token: number) =>
  Array.from({ length: featureCount }, (_, at) =>
    token === noToken ? token : wordOf(((token + 3 * at) % 7) / 3 - 1),
  );

export const batchesOf = ({
  tokens,
  targets,
  lengths,
  fresh,
  ...read
}: TinyBatch): BatchSource => ({
  fill(_, into) {
    into.tokens.set(tokens);
    into.targets.set(targets);
    if (lengths) into.lengths?.set(lengths);
    if (read.source) into.source?.set(read.source);
    if (read.sourceLengths) into['source-lengths']?.set(read.sourceLengths);
  },
  starts(_, into) {
    into.set(fresh);
  },
});
/**
 * Of the same kind, so that the same kernels serve: what a size decides about them (how outputs are
 * cut up) must not matter to what they compute.
 */
export function tinyShape(shape: ModelShape): ModelShape {
  const { cell, layers, embeddingSize, learnsInitialState, directions, summary, window } = shape;
  const embedded = embeddingSize > 0 ? sizes.embeddingSize : 0;
  return {
    ...sizes,
    cell,
    layers: Math.min(2, layers),
    embeddingSize: embedded,
    learnsInitialState,
    directions,
    summary,
    window,
    ...(shape.encoder && { encoder: { ...shape.encoder, vocabSize: sourceVocabSize } }),
    ...(shape.outputSize === undefined ? {} : { outputSize }),
    ...(shape.features && { features: { ...shape.features, size: featureCount } }),
  };
}
