/**
 * An encoder whose final states are where a decoder begins, in float64: two sequence models, the
 * first of which answers nothing.
 */
import type { Tensors } from './matrix.ts';
import type { ModelShape } from './model-shape.ts';
import { type Batch, maskedTarget, runForward, runSequenceModel } from './sequence-model.ts';

/** Of the encoder and of the decoder. */
export interface Both<Part> {
  encoder: Part;
  decoder: Part;
}

/** The mean loss of what the decoder answers. */
export function encoderDecoderLoss(
  models: Both<ModelShape>,
  parameters: Both<Tensors>,
  batches: Both<Batch>,
): number {
  const { finalStates } = runForward(models.encoder, parameters.encoder, silent(batches.encoder));
  return runForward(models.decoder, parameters.decoder, batches.decoder, finalStates).loss;
}

/** The encoder's head has no part in it: its gradients are zero. */
export function runEncoderDecoder(
  models: Both<ModelShape>,
  parameters: Both<Tensors>,
  batches: Both<Batch>,
): { loss: number; gradients: Both<Tensors> } {
  const source = silent(batches.encoder);
  const { finalStates } = runForward(models.encoder, parameters.encoder, source);
  const answered = runSequenceModel(
    models.decoder,
    parameters.decoder,
    batches.decoder,
    finalStates,
  );
  const { gradients } = runSequenceModel(
    models.encoder,
    parameters.encoder,
    source,
    undefined,
    answered.stateGradients,
  );
  return { loss: answered.loss, gradients: { encoder: gradients, decoder: answered.gradients } };
}

function silent(batch: Batch): Batch {
  return { ...batch, targets: Array.from(batch.tokens, () => maskedTarget) };
}
