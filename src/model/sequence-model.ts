/** One stack between tokens, or numbers, and a head: an answer at every time step, or one for all of them. */
import type { Model } from './model.ts';
import { type ModelShape, modulesOf, parameterSpecs, stackOf } from './shape.ts';

/** A model that always has the shape of one stack. */
export type SequenceModel = Model & { readonly shape: ModelShape };

export function sequenceModel(shape: ModelShape, carries: boolean): SequenceModel {
  const { embedding, stack, pool, head } = modulesOf(shape);
  return {
    shape,
    specs: parameterSpecs(shape),
    inputs: [{ name: 'tokens', vocabSize: shape.vocabSize, features: shape.features?.size }],
    stacks: [stackOf(shape)],
    carries,

    forward(graph, parameters, { sequences: { tokens }, fresh }, unrolling) {
      const x = embedding?.record(graph, parameters, tokens, unrolling) ?? tokens;
      const read = { x, lengths: tokens.lengths, fresh };
      const output = stack.record(graph, parameters, read, unrolling);
      const { lengths } = tokens;
      const whole = pool?.record(graph, parameters, { x: output.output, lengths }, unrolling);
      const logits = head.record(graph, parameters, [whole ?? output.output], unrolling);
      return { logits, stacks: [output] };
    },
  };
}
