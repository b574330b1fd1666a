/** A model of two stacks in one graph: the decoder's sequences begin where the encoder's end. */
import { embedding } from '../model/embedding.ts';
import { head } from '../model/head.ts';
import type { Model } from '../model/model.ts';
import { specsOf } from '../model/module.ts';
import { recurrentStack } from '../model/recurrent-stack.ts';
import type { ModelShape } from '../model/shape.ts';
import { directionsOf, type StackShape } from '../model/stack-shape.ts';
import type { Both } from './reference/encoder-decoder.ts';
import type { Tensors } from './reference/matrix.ts';

/** Both of as many layers, units and directions. */
export function encoderDecoder({ encoder, decoder }: Both<ModelShape>): Model {
  const shapes = {
    encoder: shapeOf('encoder', encoder),
    decoder: shapeOf('decoder', decoder),
  };
  const read = embeddingOf('encoder.embedding', encoder);
  const reader = recurrentStack(shapes.encoder);
  const written = embeddingOf('decoder.embedding', decoder);
  const writer = recurrentStack(shapes.decoder);
  const { hiddenSize, outputSize = decoder.vocabSize } = decoder;
  const answer = head('head', { hiddenSize, parts: directionsOf(decoder), outputSize });
  const modules = [read, reader, written, writer, answer];
  return {
    specs: specsOf(modules.filter((module) => module !== undefined)),
    inputs: [
      { name: 'source', vocabSize: encoder.vocabSize },
      { name: 'tokens', vocabSize: decoder.vocabSize },
    ],
    stacks: [shapes.encoder, shapes.decoder],
    carries: false,

    forward(graph, parameters, { sequences: { source, tokens } }, unrolling) {
      const first = read?.record(graph, parameters, source, unrolling) ?? source;
      const ended = reader.record(
        graph,
        parameters,
        { x: first, lengths: source.lengths },
        unrolling,
      );
      const second = written?.record(graph, parameters, tokens, unrolling) ?? tokens;
      const initial = ended.layers.map(({ finals }) => finals);
      const begun = { x: second, lengths: tokens.lengths, initial };
      const spoken = writer.record(graph, parameters, begun, unrolling);
      const logits = answer.record(graph, parameters, [spoken.output], unrolling);
      return { logits, stacks: [ended, spoken] };
    },
  };
}

function shapeOf(prefix: string, shape: ModelShape): StackShape {
  return { ...shape, prefix, inputSize: shape.embeddingSize || shape.vocabSize };
}

function embeddingOf(prefix: string, shape: ModelShape) {
  return shape.embeddingSize > 0 ? embedding(prefix, shape) : undefined;
}

/** The reference's two models as the parameters of this one. */
export function joined({ encoder, decoder }: Both<Tensors>): Tensors {
  const entries = [...renamed('encoder', encoder), ...renamed('decoder', decoder)];
  return Object.fromEntries(entries.filter(([name]) => !name.startsWith('encoder.head')));
}

function renamed(part: string, tensors: Tensors): [string, Float64Array][] {
  return Object.entries(tensors).map(([name, values]) => {
    if (name.startsWith('rnn.')) return [name.replace('rnn', part), values];
    const isShared = part === 'decoder' && name.startsWith('head');
    return [isShared ? name : `${part}.${name}`, values];
  });
}
