/**
 * Many-to-many with Tx ≠ Ty: an encoder reads all of the source, and the decoder, the model's own stack,
 * begins in the state in which it ended (of an encoder that reads both ways, in a learned projection of
 * both ends, see bridge.ts). The decoder reads the target itself, a token late, after a time step at
 * which nothing is read, which is the start: teacher forcing. With attention its head also reads a look
 * back at all of the source, see attention.ts.
 */
import type { Halves } from './model.ts';
import type { SequenceModel } from './sequence-model.ts';
import {
  encoderModules,
  type EncoderSizes,
  encoderStackOf,
  type ModelShape,
  modulesOf,
  parameterSpecs,
  stackOf,
} from './shape.ts';

export type EncoderDecoderShape = ModelShape & { encoder: EncoderSizes };

export function encoderDecoder(shape: EncoderDecoderShape): SequenceModel {
  const halves = halvesOf(shape);
  return {
    shape,
    halves,
    specs: parameterSpecs(shape),
    inputs: [
      { name: 'source', vocabSize: shape.encoder.vocabSize },
      { name: 'tokens', vocabSize: shape.vocabSize },
    ],
    // the one that answers is what views look at first
    stacks: [stackOf(shape), encoderStackOf(shape, shape.encoder)],
    carries: false,

    forward(graph, parameters, { sequences: { source, tokens } }, unrolling) {
      const encoded = halves.encode(graph, parameters, source, unrolling);
      return halves.decode(graph, parameters, tokens, encoded, unrolling);
    },
  };
}

function halvesOf(shape: EncoderDecoderShape): Halves {
  const { embedding, stack, attention, head } = modulesOf(shape);
  const { sourceEmbedding, encoder, bridge } = encoderModules(shape, shape.encoder);
  return {
    encode(graph, parameters, source, unrolling) {
      const { lengths } = source;
      const x = sourceEmbedding?.record(graph, parameters, source, unrolling) ?? source;
      const encoded = encoder.record(graph, parameters, { x, lengths }, unrolling);
      const ends = encoded.layers.map(({ finals }) => finals);
      const initial = bridge.record(graph, parameters, ends, unrolling);
      return { stack: encoded, lengths, initial };
    },

    decode(graph, parameters, tokens, { stack: encoded, lengths, initial }, unrolling) {
      const x = embedding?.record(graph, parameters, tokens, unrolling) ?? tokens;
      const begun = { x, lengths: tokens.lengths, initial };
      const decoded = stack.record(graph, parameters, begun, unrolling);
      const looking = { asking: decoded.output, source: encoded.output, lengths };
      const looked = attention?.record(graph, parameters, looking, unrolling);
      const seen = looked ? [decoded.output, looked.context] : [decoded.output];
      const logits = head.record(graph, parameters, seen, unrolling);
      return { logits, stacks: [decoded, encoded], attention: looked?.weights };
    },
  };
}
