/** An encoder is described from the graph, and every parameter stands somewhere in the picture. */
import { describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { optimizers } from '../optimizers/index.ts';
import { describeTranslation } from './describe-source.ts';
import { encoderDecoder } from './encoder-decoder.ts';
import { softmax } from './objective.ts';
import { recordTraining } from './recordings.ts';

const unrolling = {
  ...{ timeSteps: 6, timeStepsOf: { source: 4 }, batchSize: 3, hasLengths: true },
  strategy: 'stepwise',
} as const;

function described(id: string, directions: 1 | 2, hasAttention: boolean, embeddingSize = 0) {
  const cell = cells.find((one) => one.id === id)!;
  const model = encoderDecoder({
    ...{ cell, layers: 2, hiddenSize: 5, vocabSize: 7, embeddingSize },
    encoder: { vocabSize: 9, directions, hasAttention },
  });
  const { graph } = recordTraining(model, softmax, optimizers[0], unrolling);
  return { net: describeTranslation(graph), specs: model.specs };
}

describe('an encoder and a decoder', () => {
  it('are two stacks, of which the decoder answers', () => {
    const { net } = described('lstm', 2, true);
    expect([net.timeSteps, net.vocabSize, net.layers.length]).toEqual([6, 7, 2]);
    expect(net.layers.map(({ walks }) => walks.length)).toEqual([1, 1]);
    expect(net.output.reads).toBe(1);
    const { source } = net;
    expect([source?.timeSteps, source?.vocabSize, source?.layers.length]).toEqual([4, 9, 2]);
    expect(source?.layers.map(({ reads }) => reads)).toEqual(['tokens', 0]);
    expect(source?.layers[0].walks.map(({ input }) => input.weights[0])).toEqual([
      'encoder.weight_ih_l0',
      'encoder.weight_ih_l0_reverse',
    ]);
  });

  it.each([
    ['lstm', 2, true, 4],
    ['gru', 2, false, 0],
    ['gru', 1, true, 0],
    ['lstm-peephole', 1, false, 4],
  ] as const)('of %s name every parameter once', (id, directions, hasAttention, embeddingSize) => {
    const { net, specs } = described(id, directions, hasAttention, embeddingSize);
    const halves = [net, net.source!];
    const named = [
      ...halves.flatMap(({ embedding }) => embedding?.weights ?? []),
      ...halves.flatMap(({ layers }) =>
        layers.flatMap(({ walks }) =>
          walks.flatMap(({ input, recurrent }) => [
            ...input.weights,
            ...(recurrent?.weights ?? []),
          ]),
        ),
      ),
      ...[net.output.edge.weights, net.source!.bridge, net.source!.attention].flat(),
    ];
    expect(named.sort()).toEqual(specs.map(({ name }) => name).sort());
  });
});
