/**
 * The tagger: a class for every token of whole sequences. It may read them from both ends, since all
 * of a sequence is there before the first answer is wanted.
 */
import { sequenceModel, type SequenceModel } from './sequence-model.ts';
import type { ModelShape } from './shape.ts';

export function tagger(shape: ModelShape): SequenceModel {
  return sequenceModel(shape, false);
}
