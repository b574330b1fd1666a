import { describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import type { StoredTensor } from '../lib/safetensors.ts';
import { exportWeights, importWeights } from './imported-weights.ts';
import { initialParameters } from './initialisation.ts';
import type { ModelShape } from './shape.ts';

function shapeOf(id: string, sizes: Partial<ModelShape> = {}): ModelShape {
  const cell = cells.find((candidate) => candidate.id === id);
  if (!cell) throw new RangeError(`no cell ${id}`);
  return { cell, layers: 1, hiddenSize: 2, vocabSize: 3, embeddingSize: 0, ...sizes };
}

/** As PyTorch has them: every second bias holds 10, 20, 30 … */
function withSecondBiases(shape: ModelShape): Map<string, StoredTensor> {
  const tensors = exportWeights(initialParameters(shape, 1));
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
    const weights = initialParameters(shape, 7);
    // the sign of a zero is a bit, too
    for (const { values } of weights) values[0] = -0;
    const tensors = exportWeights(weights);
    const names = [...tensors.keys()];
    expect(names.filter((name) => name.includes('bias_hn'))).toEqual([]);
    expect(names.filter((name) => name.includes('bias_hh'))).toHaveLength(4);
    expect(importWeights(shape, tensors)).toEqual(weights);
  });

  it('add up both biases', () => {
    const shape = shapeOf('lstm');
    const [first] = [bias(withSecondBiases(shape), 'rnn.bias_ih_l0')];
    const imported = importWeights(shape, withSecondBiases(shape));
    const sum = imported.find(({ name }) => name === 'rnn.bias_ih_l0')?.values;
    expect([...(sum ?? [])]).toEqual(first.map((b, row) => Math.fround(b + 10 * (row + 1))));
    expect(imported.some(({ name }) => name.includes('bias_hh'))).toBe(false);
  });

  it('keep apart what stands within the reset of PyTorch’s GRU', () => {
    const shape = shapeOf('gru-reset-after');
    const first = bias(withSecondBiases(shape), 'rnn.bias_ih_l0');
    const imported = importWeights(shape, withSecondBiases(shape));
    const valuesOf = (wanted: string) => imported.find(({ name }) => name === wanted)?.values ?? [];
    const added = [10, 20, 30, 40, 0, 0];
    expect([...valuesOf('rnn.bias_ih_l0')]).toEqual(
      first.map((b, row) => Math.fround(b + added[row])),
    );
    expect([...valuesOf('rnn.bias_hn_l0')]).toEqual([50, 60]);
  });

  it('are refused by name where one is missing, too many, or of another shape', () => {
    const gru = shapeOf('gru-reset-after');
    const tensors = withSecondBiases(gru);
    tensors.delete('rnn.bias_hh_l0');
    expect(() => importWeights(gru, tensors)).toThrow(/not in the file: name rnn.bias_hh_l0/);
    const lstm = shapeOf('lstm');
    const more = withSecondBiases(lstm).set('rnn.weight_hr_l0', {
      shape: [1],
      values: new Float32Array(1),
    });
    expect(() => importWeights(lstm, more)).toThrow(/net has not: name rnn.weight_hr_l0/);
    expect(() => importWeights(shapeOf('lstm', { hiddenSize: 3 }), withSecondBiases(lstm))).toThrow(
      /another shape: name rnn.weight_ih_l0, in the file \[8, 3\], in the net \[12, 3\]/,
    );
  });
});
