/**
 * Decoding after a source: it is read once, and then the decoder is recorded step by step, each fed with
 * what the beam has chosen, so that one run on the device writes whole answers. No word is read between
 * two steps.
 */
import { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Ends } from '../model/bridge.ts';
import type { Model, SequenceInput } from '../model/model.ts';
import { recordParameters } from '../model/module.ts';
import { ShapeError } from '../lib/errors.ts';
import { gatherRows } from '../ops/gather-rows.ts';
import { pointwise } from '../ops/pointwise.ts';
import { type Beginnings, growBeams } from './beam.ts';

export interface TranslationSizes {
  /** Sequences that are written side by side, and beginnings of each that are followed. */
  batchSize: number;
  beams: number;
  /** Of the longest source, and of what is written, its end among them. */
  sourceSteps: number;
  timeSteps: number;
  /** The token behind which nothing is written. */
  end: number;
}

export interface TranslationRecording {
  graph: Graph;
  /** Every source K times side by side, [S, B·K], and their lengths. */
  source: Tensor;
  lengths: Tensor;
  /** What is read first: no token, [1, B·K]. */
  start: Tensor;
  steps: readonly (Beginnings & { attention?: Tensor })[];
}

/** @throws ShapeError where the model reads no source */
export function recordTranslation(model: Model, sizes: TranslationSizes): TranslationRecording {
  const { batchSize: sequences, beams, sourceSteps, timeSteps } = sizes;
  const { halves } = model;
  if (!halves) {
    throw new ShapeError({
      where: 'translation',
      what: 'the model reads no source',
      values: { stacks: model.stacks.map(({ prefix }) => prefix).join(', ') },
      advice: 'Sample from it instead',
    });
  }
  const graph = new Graph();
  const batchSize = sequences * beams;
  const parameters = recordParameters(graph, model.specs);
  const source = graph.input('source', [sourceSteps, batchSize]);
  const lengths = graph.input('source-lengths', [batchSize]);
  const start = graph.input('tokens', [1, batchSize]);
  const unrolling = { timeSteps: 1, batchSize, strategy: 'stepwise' } as const;
  const read = { tokens: source, gathering: {}, lengths };
  const encoded = halves.encode(graph, parameters, read, unrolling);
  const steps: TranslationRecording['steps'][number][] = [];
  let tokens: SequenceInput = { tokens: start, gathering: {} };
  let { initial } = encoded;
  for (let time = 0; time < timeSteps; time++) {
    const { logits, stacks, attention } = halves.decode(
      graph,
      parameters,
      tokens,
      { ...encoded, initial },
      unrolling,
    );
    const grown = growBeams(graph, logits, steps.at(-1), sizes);
    const weights = attention?.weights;
    if (weights) graph.readBack.add(weights.storage);
    steps.push({ ...grown, attention: weights });
    const written = { ...grown.tokens, shape: [1, batchSize] };
    tokens = { tokens: written, gathering: { tokenStride: batchSize } };
    const ends = stacks[0].layers.map(({ finals }) => finals);
    initial = beams === 1 ? ends : inTurn(graph, ends, grown.parents);
  }
  return { graph, source, lengths, start, steps };
}

/** The states of those beginnings that have grown. */
function inTurn(graph: Graph, ends: Ends, parents: Tensor): Ends {
  return ends.map((layer) =>
    layer.map((states) =>
      states.map((state) => {
        // a table is whole, a state one of many
        const table = graph.record(pointwise, [state], { kind: 'copy' });
        return graph.record(gatherRows, [parents, table], { tokenStride: parents.columns });
      }),
    ),
  );
}
