/**
 * The language model: what comes next, after every token of endless streams. A stream goes on from
 * batch to batch, so its state is carried on.
 */
import { sequenceModel, type SequenceModel } from './sequence-model.ts';
import type { ModelShape } from './shape.ts';

export function languageModel(shape: ModelShape): SequenceModel {
  return sequenceModel(shape, true);
}
