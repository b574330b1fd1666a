/** One stack between tokens, or numbers, and a head: an answer at every time step, or one for all of them. */
import type { Model } from './model.ts';
import { type ModelShape, modulesOf, parameterSpecs, stackOf } from './shape.ts';

/** A model that always has the shape of one stack. */
export type SequenceModel = Model & { readonly shape: ModelShape };

export function sequenceModel(shape: ModelShape, carries: boolean): SequenceModel {
  const { embedding, stack, pool, head } = modulesOf(shape);
  const read: NonNullable<Model['headless']> = (
    graph,
    parameters,
    { sequences: { tokens }, fresh },
    unrolling,
  ) => {
    const x = embedding?.record(graph, parameters, tokens, unrolling) ?? tokens;
    const given = { x, lengths: tokens.lengths, fresh };
    const output = stack.record(graph, parameters, given, unrolling);
    const [weight, bias] = head.specs.map(({ name }) => name);
    return { features: output.output, stacks: [output], head: { weight, bias } };
  };
  return {
    shape,
    specs: parameterSpecs(shape),
    inputs: [{ name: 'tokens', vocabSize: shape.vocabSize, features: shape.features?.size }],
    stacks: [stackOf(shape)],
    carries,

    forward(graph, parameters, inputs, unrolling) {
      const { features, stacks } = read(graph, parameters, inputs, unrolling);
      const { lengths } = inputs.sequences.tokens;
      const whole = pool?.record(graph, parameters, { x: features, lengths }, unrolling);
      const logits = head.record(graph, parameters, [whole ?? features], unrolling);
      return { logits, stacks };
    },

    ...(!pool && { headless: read }),
  };
}
