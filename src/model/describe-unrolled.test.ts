/** The description follows the graph that was recorded, whatever it was recorded from. */
import { describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { Graph } from '../graph/graph.ts';
import { optimizers } from '../optimizers/index.ts';
import { readingGraph, taggerGraph, trainingGraph } from '../testing/model-graphs.ts';
import { describeUnrolled } from './describe-unrolled.ts';
import { sigmoid } from './objective.ts';
import { recordTraining } from './recordings.ts';
import { tagger } from './tagger.ts';
import { type ModelShape, parameterSpecs } from './shape.ts';
import { directionsOf } from './stack-shape.ts';
import type { UnrolledNet } from '../protocol/unrolled-net.ts';

const unrolling = { timeSteps: 6, batchSize: 3, strategy: 'stepwise' } as const;

function shapeOf(id: string, changes: Partial<ModelShape> = {}): ModelShape {
  const cell = cells.find((candidate) => candidate.id === id)!;
  return { cell, layers: 1, hiddenSize: 5, vocabSize: 7, embeddingSize: 0, ...changes };
}

const edgesOf = ({ layers, output }: UnrolledNet) => [
  ...layers.flatMap(({ walks }) =>
    walks.flatMap(({ input, recurrent }) => [input, ...(recurrent ? [recurrent] : [])]),
  ),
  output.edge,
];

describe('a language model', () => {
  it('of one layer over one-hot characters', () => {
    const { graph } = trainingGraph(shapeOf('lstm'), unrolling, optimizers[0]);
    expect(describeUnrolled(graph)).toEqual({
      timeSteps: 6,
      batchSize: 3,
      vocabSize: 7,
      embedding: null,
      layers: [
        {
          cell: 'lstm',
          size: 5,
          states: ['a', 'c'],
          reads: 'tokens',
          walks: [
            {
              // nothing learns from the gradient of a one-hot row: it is not computed
              input: { weights: ['rnn.weight_ih_l0', 'rnn.bias_ih_l0'], hasGradient: false },
              recurrent: { weights: ['rnn.weight_hh_l0'], hasGradient: true },
            },
          ],
          hasDropout: false,
        },
      ],
      output: {
        size: 7,
        reads: 0,
        edge: { weights: ['head.weight', 'head.bias'], hasGradient: true },
        activation: 'softmax',
        summary: null,
      },
      hasLengths: false,
      carriesStates: true,
      learnsInitialState: false,
    } satisfies UnrolledNet);
  });

  it('of three layers over an embedding: each reads the one below, gradients reach the embedding', () => {
    const shape = shapeOf('gru', { layers: 3, embeddingSize: 4 });
    const net = describeUnrolled(trainingGraph(shape, unrolling, optimizers[0]).graph);
    expect(net.embedding).toEqual({ size: 4, weights: ['embedding.weight'] });
    expect(net.layers.map(({ reads }) => reads)).toEqual(['embedding', 0, 1]);
    expect(net.output.reads).toBe(2);
    expect(net.layers[2].states).toEqual(['c = a']);
    expect(net.layers[2].walks[0].input.weights).toEqual(['rnn.weight_ih_l2', 'rnn.bias_ih_l2']);
    expect(edgesOf(net).every(({ hasGradient }) => hasGradient)).toBe(true);
  });

  it('whose initial states are learned', () => {
    const shape = shapeOf('gru', { learnsInitialState: true });
    const { learnsInitialState, layers } = describeUnrolled(
      trainingGraph(shape, unrolling, optimizers[0]).graph,
    );
    expect(learnsInitialState).toBe(true);
    expect(layers[0].walks[0].recurrent?.weights).toEqual(['rnn.weight_hh_l0']);
  });

  it('that only looks at a line: as many time steps, no gradients, nothing carried', () => {
    const net = describeUnrolled(readingGraph(shapeOf('lstm', { layers: 2 }), 11).graph);
    expect([net.timeSteps, net.batchSize, net.layers.length]).toEqual([11, 1, 2]);
    expect(net.carriesStates).toBe(false);
    expect(edgesOf(net).some(({ hasGradient }) => hasGradient)).toBe(false);
  });
});

it('a deep tagger reads both ways at every layer, and starts anew with every batch', () => {
  const shape = shapeOf('lstm-peephole', { layers: 2, directions: 2, outputSize: 3 });
  const options = { ...unrolling, hasLengths: true, hasDropout: true };
  const net = describeUnrolled(taggerGraph(shape, options, optimizers[0]).graph);
  expect([net.vocabSize, net.output.size, net.carriesStates]).toEqual([7, 3, false]);
  expect([net.hasLengths, net.output.activation]).toEqual([true, 'softmax']);
  expect(net.layers.map(({ hasDropout }) => hasDropout)).toEqual([true, false]);
  expect(net.layers[1].reads).toBe(0);
  expect(net.layers[1].walks).toEqual([
    {
      input: { weights: ['rnn.weight_ih_l1', 'rnn.bias_ih_l1'], hasGradient: true },
      recurrent: { weights: ['rnn.weight_hh_l1', 'rnn.weight_peephole_l1'], hasGradient: true },
    },
    {
      input: { weights: ['rnn.weight_ih_l1_reverse', 'rnn.bias_ih_l1_reverse'], hasGradient: true },
      recurrent: {
        weights: ['rnn.weight_hh_l1_reverse', 'rnn.weight_peephole_l1_reverse'],
        hasGradient: true,
      },
    },
  ]);
});

it('a net that says yes or no is told from one that chooses', () => {
  const shape = shapeOf('gru', { directions: 2, outputSize: 1 });
  const { graph } = recordTraining(tagger(shape), sigmoid, optimizers[0], unrolling);
  const { output, hasLengths } = describeUnrolled(graph);
  expect(output).toMatchObject({ activation: 'sigmoid', size: 1, reads: 0 });
  expect(hasLengths).toBe(false);
});

it('every parameter of every net stands at exactly one kind of arrow', () => {
  for (const { id } of cells) {
    for (const directions of [1, 2] as const) {
      for (const embeddingSize of [0, 4]) {
        const shape = shapeOf(id, { layers: 2, directions, embeddingSize });
        const record = directionsOf(shape) === 1 ? trainingGraph : taggerGraph;
        const net = describeUnrolled(record(shape, unrolling, optimizers[0]).graph);
        const named = [
          ...(net.embedding?.weights ?? []),
          ...edgesOf(net).flatMap(({ weights }) => weights),
        ];
        expect(named.sort()).toEqual(
          parameterSpecs(shape)
            .map(({ name }) => name)
            .sort(),
        );
      }
    }
  }
});

it('a graph without a walk is refused', () => {
  expect(() => describeUnrolled(new Graph())).toThrow(/comes from no walk.*nodes/);
  const composed = { ...unrolling, strategy: 'composed' } as const;
  const { graph } = trainingGraph(shapeOf('lstm'), composed, optimizers[0]);
  expect(() => describeUnrolled(graph)).toThrow(/comes from no walk/);
});
