import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inputGatesOf } from '../cells/cell.ts';
import { cells } from '../cells/index.ts';
import { type Initialisation, initialParameters } from './initialisation.ts';
import { encoderDecoder } from './encoder-decoder.ts';
import { type ModelShape, parameterSpecs } from './shape.ts';

const hiddenSize = 24;

/** Of initial weights by seed 1, but for the embedding's, recorded when the bias was one of the LSTM's forget gate alone. */
const drawnBefore: Record<string, string> = {
  'rnn-tanh': '98f2e70e325fd76e',
  'rnn-relu': '98f2e70e325fd76e',
  'gru-simplified': 'c83dc503b11e0800',
  gru: '74c2eb4da0709ad8',
  'gru-reset-after': '11d2b70f4a8ead8b',
  lstm: '25057a42e2e85632',
  'lstm-peephole': 'e96ffea256add4d9',
};

function valuesOf(
  cell: string,
  initialisation: Partial<Initialisation> = {},
  seed = 1,
  learnsInitialState = false,
) {
  const shape: ModelShape = {
    cell: cells.find(({ id }) => id === cell)!,
    layers: 2,
    hiddenSize,
    vocabSize: 40,
    embeddingSize: 10,
    directions: 2,
    learnsInitialState,
  };
  const chosen: Initialisation = { scheme: 'uniform', memoryBias: 0, ...initialisation };
  const drawn = initialParameters(parameterSpecs(shape), seed, chosen);
  return new Map(drawn.map(({ name, values }) => [name, values]));
}

/** Rows of a weight, one [H, columns] block per gate. */
function blocksOf(values: Float32Array, columns: number): Float32Array[] {
  const size = hiddenSize * columns;
  const count = values.length / size;
  return Array.from({ length: count }, (_, gate) =>
    values.subarray(gate * size, (gate + 1) * size),
  );
}

function worstFromIdentity(block: Float32Array): number {
  let worst = 0;
  for (let i = 0; i < hiddenSize; i++) {
    for (let j = 0; j < hiddenSize; j++) {
      let product = 0;
      for (let k = 0; k < hiddenSize; k++) {
        product += block[k * hiddenSize + i] * block[k * hiddenSize + j];
      }
      worst = Math.max(worst, Math.abs(product - (i === j ? 1 : 0)));
    }
  }
  return worst;
}

const largest = (values: Float32Array) => values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const isRecurrent = (name: string) => name.startsWith('rnn.weight_hh');

describe('initial weights', () => {
  it('are uniform within 1/√H, the embedding standard normal', () => {
    const bound = 1 / Math.sqrt(hiddenSize);
    for (const [name, values] of valuesOf('lstm')) {
      if (name === 'embedding.weight') continue;
      expect(largest(values), name).toBeLessThanOrEqual(bound);
      expect(largest(values), name).toBeGreaterThan(0.8 * bound);
      // of n uniform numbers; five standard deviations
      const deviation = bound / Math.sqrt(3 * values.length);
      expect(Math.abs(mean(values)), name).toBeLessThan(5 * deviation);
    }
    const normal = valuesOf('lstm').get('embedding.weight')!;
    expect(Math.abs(mean(normal))).toBeLessThan(5 / Math.sqrt(normal.length));
    const variance = mean(normal.map((x) => x * x));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / normal.length));
  });

  it('by Xavier have the bound of each gate’s own fan in and out, and zero biases', () => {
    for (const [name, values] of valuesOf('gru-reset-after', { scheme: 'xavier' })) {
      if (name.includes('.bias')) expect(largest(values), name).toBe(0);
    }
    const values = valuesOf('gru-reset-after', { scheme: 'xavier' });
    const fans = { 'rnn.weight_ih_l0': 10, 'rnn.weight_ih_l1': 48, 'rnn.weight_hh_l0': 24 };
    for (const [name, columns] of Object.entries(fans)) {
      const bound = Math.sqrt(6 / (hiddenSize + columns));
      for (const block of blocksOf(values.get(name)!, columns)) {
        expect(largest(block), name).toBeLessThanOrEqual(bound);
        expect(largest(block), name).toBeGreaterThan(0.9 * bound);
      }
    }
    const head = values.get('head.weight')!;
    expect(largest(head)).toBeLessThanOrEqual(Math.sqrt(6 / (40 + 48)));
  });

  it('by Xavier have those bounds where a decoder begins and looks back, too', () => {
    const lstm = cells.find(({ id }) => id === 'lstm')!;
    const encoder = { vocabSize: 9, directions: 2, hasAttention: true } as const;
    const shape = {
      cell: lstm,
      layers: 1,
      hiddenSize,
      vocabSize: 9,
      embeddingSize: 0,
      encoder,
    };
    const scheme = { scheme: 'xavier', memoryBias: 0 } as const;
    const others = initialParameters(encoderDecoder(shape).specs, 1, scheme).filter(({ name }) =>
      /^(bridge|attention)\.weight/.test(name),
    );
    expect(others).toHaveLength(4);
    for (const { name, values, shape: sizes } of others) {
      const bound = Math.sqrt(6 / (sizes[0] + sizes[1]));
      expect(largest(values), name).toBeLessThanOrEqual(bound);
      expect(largest(values), name).toBeGreaterThan(0.9 * bound);
    }
  });

  it.each(['uniform', 'xavier', 'orthogonal', 'identity'] as const)(
    'begin with zero states where those are learned, the others as without them: %s',
    (scheme) => {
      const without = valuesOf('lstm', { scheme });
      const learned = [...valuesOf('lstm', { scheme }, 1, true)];
      expect(learned.slice(0, without.size)).toEqual([...without]);
      const states = learned.slice(without.size);
      expect(states.map(([name]) => name)).toEqual(
        ['_l0', '_l0_reverse', '_l1', '_l1_reverse'].flatMap((suffix) => [
          `rnn.initial_hidden${suffix}`,
          `rnn.initial_cell${suffix}`,
        ]),
      );
      for (const [, values] of states) expect(values).toEqual(new Float32Array(hiddenSize));
    },
  );

  it.each(cells.map(({ id }) => id))('orthogonal: every gate’s recurrent block, %s', (cell) => {
    const uniform = valuesOf(cell);
    let sum = 0;
    let diagonal = 0;
    for (const [name, values] of valuesOf(cell, { scheme: 'orthogonal' })) {
      if (!isRecurrent(name)) {
        expect(values, name).toEqual(uniform.get(name));
        continue;
      }
      const blocks = blocksOf(values, hiddenSize);
      for (const block of blocks) {
        expect(worstFromIdentity(block), name).toBeLessThan(1e-6);
        for (let unit = 0; unit < hiddenSize; unit++) sum += block[unit * (hiddenSize + 1)];
        diagonal += hiddenSize;
      }
      expect(new Set(blocks.map((block) => block.join())).size).toBe(blocks.length);
    }
    // drawn evenly: an entry has mean 0 and variance 1/H
    expect(Math.abs(sum / diagonal)).toBeLessThan(5 / Math.sqrt(hiddenSize * diagonal));
  });

  it('identity: exactly, with zero biases in the layers', () => {
    const uniform = valuesOf('rnn-relu');
    for (const [name, values] of valuesOf('rnn-relu', { scheme: 'identity' })) {
      if (isRecurrent(name)) {
        values.forEach((value, index) => {
          expect(value).toBe(index % (hiddenSize + 1) === 0 ? 1 : 0);
        });
      } else if (name.startsWith('rnn.bias')) expect(largest(values), name).toBe(0);
      else expect(values, name).toEqual(uniform.get(name));
    }
  });

  // the row block of the gate on the memory, in PyTorch's order: i f g o, r z n, z n
  it.each([
    ...[['lstm', 1] as const, ['lstm-peephole', 1] as const, ['gru', 1] as const],
    ...[['gru-reset-after', 1] as const, ['gru-simplified', 0] as const],
  ])('have the memory bias where %s keeps its memory, and there alone', (cell, block) => {
    const without = valuesOf(cell);
    for (const [name, values] of valuesOf(cell, { memoryBias: 2 })) {
      const expected = without.get(name)!.slice();
      // PyTorch's z is the share that stays, as f is: both are raised
      if (name.startsWith('rnn.bias_ih')) {
        const first = block * hiddenSize;
        for (let unit = first; unit < first + hiddenSize; unit++) expected[unit] += 2;
      }
      expect(values, name).toEqual(expected);
    }
  });

  it.each(cells)(
    'of $id remember more by a memory bias, whichever way its gate is read',
    (cell) => {
      // every weight at 0, so that the biases alone decide
      const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
      const keptWith = (memoryBias: number) => {
        const biases = valuesOf(cell.id, { scheme: 'xavier', memoryBias }).get('rnn.bias_ih_l0')!;
        const blocks = blocksOf(biases, 1);
        const { gates, states } = cell.compose<number>({
          arithmetic: {
            add: (a, b) => a + b,
            multiply: (a, b) => a * b,
            oneMinus: (a) => 1 - a,
            sigmoid,
            tanh: Math.tanh,
            relu: (a) => Math.max(0, a),
            repeat: (vector) => vector,
          },
          before: cell.states.map(() => 0.5),
          vectors: cell.vectors?.terms.map(() => 0) ?? [],
          preactivation(gate) {
            const row = inputGatesOf(cell).indexOf(gate);
            if (row < 0) return 0;
            return blocks[row][0] * (cell.gates[gate].negated ? -1 : 1);
          },
        });
        return cell.memory ? states[cell.memory.state] : gates.length;
      };
      if (cell.memory) {
        expect(keptWith(3)).toBeGreaterThan(keptWith(0) + 0.1);
        expect(keptWith(-3)).toBeLessThan(keptWith(0) - 0.1);
        expect(keptWith(20)).toBeCloseTo(0.5, 6);
      } else expect(valuesOf(cell.id, { memoryBias: 2 })).toEqual(valuesOf(cell.id));
    },
  );

  it.each(cells)('of $id are those of before while there is no memory bias', ({ id }) => {
    const uniform = [...valuesOf(id)].filter(([name]) => !name.startsWith('embedding'));
    const drawn = uniform.flatMap(([, values]) => [...values]);
    const bytes = new Uint8Array(Float32Array.from(drawn).buffer);
    expect(createHash('sha256').update(bytes).digest('hex').slice(0, 16)).toBe(drawnBefore[id]);
  });

  it.each(['uniform', 'xavier', 'orthogonal', 'identity'] as const)(
    'are the same again by the same seed, others by another: %s',
    (scheme) => {
      expect(valuesOf('lstm', { scheme }, 3)).toEqual(valuesOf('lstm', { scheme }, 3));
      expect(valuesOf('lstm', { scheme }, 3)).not.toEqual(valuesOf('lstm', { scheme }, 4));
      if (scheme !== 'uniform') {
        expect(valuesOf('lstm', { scheme }, 3)).not.toEqual(valuesOf('lstm', {}, 3));
      }
    },
  );
});
