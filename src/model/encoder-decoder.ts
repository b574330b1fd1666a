/**
 * Many-to-many with Tx ≠ Ty: an encoder reads all of the source, and the decoder, the model's own stack,
 * begins in the state in which it ended (of an encoder that reads both ways, in a learned projection of
 * both ends, see bridge.ts). The decoder reads the target itself, a token late, after a time step at
 * which nothing is read, which is the start: teacher forcing. With attention its head also reads a look
 * back at all of the source, see attention.ts.
 */
import { attention } from './attention.ts';
import { bridge } from './bridge.ts';
import { head } from './head.ts';
import type { Halves } from './model.ts';
import { specsOf } from './module.ts';
import { recurrentStack } from './recurrent-stack.ts';
import type { SequenceModel } from './sequence-model.ts';
import { embeddingOf, type EncoderSizes, type ModelShape, stackOf } from './shape.ts';
import type { StackShape } from './stack-shape.ts';

export type EncoderDecoderShape = ModelShape & { encoder: EncoderSizes };

export function encoderDecoder(shape: EncoderDecoderShape): SequenceModel {
  const modules = modulesOf(shape);
  const halves = halvesOf(modules);
  return {
    shape,
    halves,
    specs: specsOf(Object.values(modules).filter((module) => module !== undefined)),
    inputs: [
      { name: 'source', vocabSize: shape.encoder.vocabSize },
      { name: 'tokens', vocabSize: shape.vocabSize },
    ],
    // the one that answers is what views look at first
    stacks: [stackOf(shape), encoderStackOf(shape)],
    carries: false,

    forward(graph, parameters, { sequences: { source, tokens } }, unrolling) {
      const encoded = halves.encode(graph, parameters, source, unrolling);
      return halves.decode(graph, parameters, tokens, encoded, unrolling);
    },
  };
}

function encoderStackOf({ encoder, ...shape }: EncoderDecoderShape): StackShape {
  const inputSize = shape.embeddingSize || encoder.vocabSize;
  return { ...shape, directions: encoder.directions, prefix: 'encoder', inputSize };
}

/** In the order in which data go through them. */
function modulesOf(shape: EncoderDecoderShape) {
  const { vocabSize, hiddenSize, outputSize = vocabSize, encoder } = shape;
  const { directions, hasAttention } = encoder;
  return {
    sourceEmbedding: embeddingOf('source_embedding', shape, encoder.vocabSize),
    encoder: recurrentStack(encoderStackOf(shape)),
    bridge: bridge('bridge', { ...shape, directions }),
    embedding: embeddingOf('embedding', shape, vocabSize),
    stack: recurrentStack(stackOf(shape)),
    attention: hasAttention ? attention('attention', { hiddenSize, directions }) : undefined,
    head: head('head', { hiddenSize, parts: hasAttention ? 1 + directions : 1, outputSize }),
  };
}

function halvesOf(modules: ReturnType<typeof modulesOf>): Halves {
  const { sourceEmbedding, encoder, bridge, embedding, stack, attention, head } = modules;
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
      return { logits, stacks: [decoded, encoded], attention: looked, initial };
    },
  };
}
