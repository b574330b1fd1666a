import { describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import type { StoredTensor } from '../lib/safetensors.ts';
import type { CheckpointError } from '../lib/errors.ts';
import { exportWeights, importWeights } from './imported-weights.ts';
import { initialParameters } from './initialisation.ts';
import { type ModelShape, parameterSpecs } from './shape.ts';

function shapeOf(id: string, sizes: Partial<ModelShape> = {}): ModelShape {
  const cell = cells.find((candidate) => candidate.id === id);
  if (!cell) throw new RangeError(`no cell ${id}`);
  return { cell, layers: 1, hiddenSize: 2, vocabSize: 3, embeddingSize: 0, ...sizes };
}

/** As PyTorch has them: every second bias holds 10, 20, 30 … */
function withSecondBiases(shape: ModelShape): Map<string, StoredTensor> {
  const tensors = exportWeights(initialParameters(parameterSpecs(shape), 1));
  for (const [name, { values }] of tensors) {
    if (name.includes('bias_hh')) values.set(values.map((_, row) => 10 * (row + 1)));
  }
  return tensors;
}

const bias = (tensors: ReadonlyMap<string, StoredTensor>, name: string) => [
  ...(tensors.get(name)?.values ?? []),
];

describe('weights by PyTorch’s names', () => {
  it.each(cells.map(({ id }) => id))('come back as they went: %s', (id) => {
    const shape = shapeOf(id, { layers: 2, hiddenSize: 5, embeddingSize: 3, directions: 2 });
    const weights = initialParameters(parameterSpecs(shape), 7);
    // the sign of a zero is a bit, too
    for (const { values } of weights) values[0] = -0;
    const tensors = exportWeights(weights);
    const names = [...tensors.keys()];
    expect(names.filter((name) => name.includes('bias_hn'))).toEqual([]);
    expect(names.filter((name) => name.includes('bias_hh'))).toHaveLength(4);
    expect(importWeights(parameterSpecs(shape), { tensors })).toEqual({ weights, leftOut: [] });
  });

  it('add up both biases', () => {
    const shape = shapeOf('lstm');
    const [first] = [bias(withSecondBiases(shape), 'rnn.bias_ih_l0')];
    const imported = importWeights(parameterSpecs(shape), {
      tensors: withSecondBiases(shape),
    }).weights;
    const sum = imported.find(({ name }) => name === 'rnn.bias_ih_l0')?.values;
    expect([...(sum ?? [])]).toEqual(first.map((b, row) => Math.fround(b + 10 * (row + 1))));
    expect(imported.some(({ name }) => name.includes('bias_hh'))).toBe(false);
  });

  it('keep apart what stands within the reset of PyTorch’s GRU', () => {
    const shape = shapeOf('gru-reset-after');
    const first = bias(withSecondBiases(shape), 'rnn.bias_ih_l0');
    const imported = importWeights(parameterSpecs(shape), {
      tensors: withSecondBiases(shape),
    }).weights;
    const valuesOf = (wanted: string) => imported.find(({ name }) => name === wanted)?.values ?? [];
    const added = [10, 20, 30, 40, 0, 0];
    expect([...valuesOf('rnn.bias_ih_l0')]).toEqual(
      first.map((b, row) => Math.fround(b + added[row])),
    );
    expect([...valuesOf('rnn.bias_hn_l0')]).toEqual([50, 60]);
  });

  it.each([
    ['module.rnn.', 'module.head.', 'module.embedding.'],
    ['lstm.', 'fc.', 'embed.'],
    ['_orig_mod.model.rnn.', '_orig_mod.decoder.', '_orig_mod.model.encoder.'],
    ['', 'linear.', 'wte.'],
    ['head.', 'rnn.', 'x/y z.'],
  ])('are found under any names of modules: %s', (rnn, head, embedding) => {
    for (const embeddingSize of [0, 3]) {
      const shape = shapeOf('lstm', { layers: 2, hiddenSize: 5, embeddingSize });
      const weights = initialParameters(parameterSpecs(shape), 7);
      const renamed = [...exportWeights(weights)].map(([name, tensor]) => {
        const others = { 'rnn.': rnn, 'head.': head, 'embedding.': embedding };
        const [own, other] = Object.entries(others).find(([module]) => name.startsWith(module)) ?? [
          '',
          '',
        ];
        return [other + name.slice(own.length), tensor] as const;
      });
      // in any order
      const imported = importWeights(parameterSpecs(shape), {
        tensors: new Map(renamed.reverse()),
      });
      expect(imported.weights).toEqual(weights);
    }
  });

  it('are not taken for others where their own module is incomplete', () => {
    const shape = shapeOf('lstm', { embeddingSize: 3 });
    for (const prefix of ['', 'module.']) {
      const tensors = new Map(
        [...exportWeights(initialParameters(parameterSpecs(shape), 1))].map(([name, tensor]) => [
          prefix + name,
          tensor,
        ]),
      );
      tensors.delete(`${prefix}head.bias`);
      expect(() => importWeights(parameterSpecs(shape), { tensors })).toThrow(
        /tensor missing: name head.bias/,
      );
    }
  });

  it('leave out what no net needs: counters, and tensors without values', () => {
    const shape = shapeOf('lstm');
    const tensors = withSecondBiases(shape).set('cache', {
      shape: [0, 3],
      values: new Float32Array(0),
    });
    const others = new Map([['norm.num_batches_tracked', 'I64']]);
    const { leftOut } = importWeights(parameterSpecs(shape), { tensors, others });
    expect(leftOut).toEqual(['cache', 'norm.num_batches_tracked']);
    tensors.delete('head.bias');
    const asWhole = new Map([['head.bias', 'I8']]);
    expect(() => importWeights(parameterSpecs(shape), { tensors, others: asWhole })).toThrow(
      /of another kind: name head.bias, kind I8$/,
    );
  });

  it('are refused by name where one is missing, too many, or of another shape', () => {
    const gru = shapeOf('gru-reset-after');
    const tensors = withSecondBiases(gru);
    tensors.delete('rnn.bias_hh_l0');
    expect(() => importWeights(parameterSpecs(gru), { tensors })).toThrow(
      /tensor missing: name rnn.bias_hh_l0/,
    );
    const lstm = shapeOf('lstm');
    const more = withSecondBiases(lstm).set('rnn.weight_hr_l0', {
      shape: [1],
      values: new Float32Array(1),
    });
    expect(() => importWeights(parameterSpecs(lstm), { tensors: more })).toThrow(
      /tensor not needed: name rnn.weight_hr_l0/,
    );
    const wider = shapeOf('lstm', { hiddenSize: 3 });
    expect(() => importWeights(parameterSpecs(wider), { tensors: withSecondBiases(lstm) })).toThrow(
      /another shape: name rnn.weight_ih_l0, given \[8, 3\], wanted \[12, 3\]/,
    );
  });

  it('say which names are wanted and which are there, where they cannot be told apart', () => {
    const shape = shapeOf('lstm', { embeddingSize: 3 });
    const tensors = exportWeights(initialParameters(parameterSpecs(shape), 1));
    const two = new Map(
      [...tensors].flatMap(([name, tensor]) => [
        [`encoder.${name}`, tensor],
        [`decoder.${name}`, tensor],
      ]),
    );
    const said = (act: () => unknown) => {
      try {
        act();
      } catch (error) {
        return (error as CheckpointError).problem;
      }
      return undefined;
    };
    const starting = (...names: string[]) => expect.arrayContaining(names) as string[];
    expect(said(() => importWeights(parameterSpecs(shape), { tensors: two }))).toMatchObject({
      code: 'tensor missing',
      values: {
        name: 'embedding.weight',
        wanted: { names: starting('embedding.weight', 'rnn.weight_ih_l0'), count: 6 },
        given: {
          names: starting('encoder.embedding.weight', 'decoder.embedding.weight'),
          count: 14,
        },
      },
    });
    expect(() => importWeights(parameterSpecs(shape), { tensors: new Map() })).toThrow(
      /tensor missing.*"count":0/,
    );
  });
});
