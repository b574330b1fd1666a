/**
 * The classifier: one answer for a whole sequence, from its last state, from both ends where it is read
 * both ways, or from the mean over its time steps.
 */
import { sequenceModel, type SequenceModel } from './sequence-model.ts';
import type { ModelShape, Summary } from './shape.ts';

export function classifier(shape: ModelShape & { summary: Summary }): SequenceModel {
  return sequenceModel(shape, false);
}
