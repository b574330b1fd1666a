/** What is recorded of any model: inputs, targets, names, and what is refused. */
import { describe, expect, it } from 'vitest';
import { lstm } from '../cells/lstm.ts';
import { schedule } from '../graph/schedule.ts';
import { adam } from '../optimizers/adam.ts';
import { encoderDecoder } from '../testing/encoder-decoder.ts';
import { classifier } from './classifier.ts';
import { describeUnrolled } from './describe-unrolled.ts';
import { encoderDecoder as translator } from './encoder-decoder.ts';
import { languageModel } from './language-model.ts';
import { sigmoid, softmax } from './objective.ts';
import { recordEvaluation, recordTraining } from './recordings.ts';
import { parameterSpecs } from './shape.ts';
import { tagger } from './tagger.ts';

const shape = { cell: lstm, layers: 2, hiddenSize: 5, vocabSize: 7, embeddingSize: 0 };
const unrolling = { timeSteps: 3, batchSize: 4, strategy: 'stepwise' } as const;

describe('a recording', () => {
  it('of streams asks where they start anew, one of whole sequences never', () => {
    const learning = { ...shape, learnsInitialState: true };
    const streams = recordTraining(languageModel(learning), softmax, adam, unrolling);
    expect([streams.resets?.shape, streams.fresh?.shape]).toEqual([[4], [4]]);
    const plain = recordTraining(languageModel(shape), softmax, adam, unrolling);
    expect([plain.resets?.shape, plain.fresh]).toEqual([[4], undefined]);
    const sequences = recordTraining(tagger(learning), softmax, adam, unrolling);
    expect([sequences.resets, sequences.fresh]).toEqual([undefined, undefined]);
  });

  it.each([
    ['softmax for every token', languageModel(shape), softmax, [3, 4]],
    ['sigmoid for every token', tagger({ ...shape, outputSize: 1 }), sigmoid, [3, 4, 1]],
    ['softmax for every sequence', classifier({ ...shape, summary: 'mean' }), softmax, [4]],
    [
      'sigmoid for every sequence',
      classifier({ ...shape, outputSize: 2, summary: 'ends' }),
      sigmoid,
      [4, 2],
    ],
  ] as const)('has targets as its answers are: %s', (_, model, objective, expected) => {
    const { inputs } = recordTraining(model, objective, adam, unrolling);
    expect(inputs.targets.shape).toEqual(expected);
  });

  it('answers some rows at a time where all logits would be more than every device binds', () => {
    const most = 2 ** 27;
    for (const [vocabSize, isLarge] of [
      [8192, false],
      [8196, true],
      [20_000, true],
    ] as const) {
      const wide = { ...shape, vocabSize };
      const sizes = { ...unrolling, timeSteps: 64, batchSize: 64 };
      for (const record of [
        () => recordTraining(languageModel(wide), softmax, adam, sizes),
        () => recordEvaluation(languageModel(wide), softmax, sizes),
      ]) {
        const { graph } = record();
        expect(graph.nodes.some(({ op }) => op.name === 'head-in-blocks')).toBe(isLarge);
        if (!isLarge) continue;
        const plan = schedule(graph, {
          ...{ name: 'wide', slots: 1, form: 'registers' },
          limits: { maxBufferBytes: 2 ** 28, maxBindingBytes: most },
        });
        expect(Math.max(...plan.buffers.map(({ bytes }) => bytes))).toBeLessThanOrEqual(most);
      }
    }
  });

  it('of answers some rows at a time is drawn as any other', () => {
    const drawn = [undefined, 5].map((logitRows) =>
      describeUnrolled(
        recordTraining(languageModel(shape), softmax, adam, { ...unrolling, logitRows }).graph,
      ),
    );
    expect(drawn[1]).toEqual(drawn[0]);
  });

  it('of several inputs has tokens, lengths and orders of each', () => {
    const model = encoderDecoder({ encoder: { ...shape, vocabSize: 9 }, decoder: shape });
    const sizes = { ...unrolling, timeStepsOf: { source: 6 }, hasLengths: true };
    const { inputs, sorted } = recordTraining(model, softmax, adam, sizes);
    const shapes = Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, tensor.shape]),
    );
    expect(shapes).toEqual({
      ...{ source: [6, 4], 'source-lengths': [4], tokens: [3, 4], lengths: [4], targets: [3, 4] },
    });
    const rows = sorted.map(({ name, order, rowStart }) => [name, order.shape, rowStart.shape]);
    expect(rows).toEqual([
      ['source', [24], [10]],
      ['tokens', [12], [8]],
    ]);
  });

  it('of two stacks calls nothing by one name', () => {
    const model = encoderDecoder({ encoder: shape, decoder: shape });
    const { graph } = recordTraining(model, softmax, adam, unrolling);
    const named = graph.storages.filter(({ role }) => role === 'parameter' || role === 'state');
    const names = named.filter(({ flat }) => !flat).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('encoder.states');
  });

  it('of an encoder and a decoder does not drop the same of both', () => {
    const encoder = { vocabSize: 9, directions: 1, hasAttention: false } as const;
    const sizes = { ...unrolling, strategy: 'composed', timeStepsOf: { source: 6 } } as const;
    const model = translator({ ...shape, encoder });
    const { graph } = recordTraining(model, softmax, adam, { ...sizes, hasDropout: true });
    const dropped = graph.nodes.filter(({ op }) => op.name === 'dropout');
    const layers = dropped.map(({ attributes }) => (attributes as { layer: number }).layer);
    expect(new Set(layers).size).toBe(2);
    expect(layers).toContain(0);
  });

  it('refuses to carry the states of two stacks on', () => {
    const model = { ...encoderDecoder({ encoder: shape, decoder: shape }), carries: true };
    expect(() => recordTraining(model, softmax, adam, unrolling)).toThrow(
      'model: states are carried on by models of one stack only: stacks 2',
    );
  });

  it('is described as a net unrolled, whatever it is to learn', () => {
    const model = classifier({ ...shape, summary: 'mean' });
    const { graph } = recordTraining(model, sigmoid, adam, unrolling);
    const { layers, output } = describeUnrolled(graph);
    expect(output.summary).toBe('mean');
    expect(layers.map(({ reads }) => reads)).toEqual(['tokens', 0]);
    expect(output.edge).toEqual({ weights: ['head.weight', 'head.bias'], hasGradient: true });
  });
});

it('the parameters of a model of one stack keep PyTorch’s names and order, what is learned as a start last', () => {
  const all = { ...shape, embeddingSize: 3, directions: 2, learnsInitialState: true } as const;
  const walks = ['_l0', '_l0_reverse', '_l1', '_l1_reverse'];
  expect(parameterSpecs(all).map(({ name }) => name)).toEqual([
    'embedding.weight',
    ...walks.flatMap((walk) =>
      ['weight_ih', 'weight_hh', 'bias_ih'].map((kind) => `rnn.${kind}${walk}`),
    ),
    'head.weight',
    'head.bias',
    ...walks.flatMap((walk) => ['hidden', 'cell'].map((state) => `rnn.initial_${state}${walk}`)),
  ]);
});
