import { describe, expect, it } from 'vitest';
import { cellById } from './cells.ts';
import { runSequenceModel } from './sequence-model.ts';
import { matrix, sigmoid } from './matrix.ts';
import { zeroParameters } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';

/** One time step of a cell with H = 1, B = 1; all arguments by gate in PyTorch's order. */
function stepOnce(
  id: string,
  weightHh: number[],
  input: number[],
  state: Record<string, number>,
  others: Record<string, number[]> = {},
) {
  const column = (values: number[]) => matrix(values.length, 1, Float64Array.from(values));
  const row = (values: number[]) => matrix(1, values.length, Float64Array.from(values));
  const parameters = {
    weight_hh: column(weightHh),
    ...Object.fromEntries(Object.entries(others).map(([name, vector]) => [name, row(vector)])),
  };
  const previous = Object.fromEntries(
    Object.entries(state).map(([name, value]) => [name, column([value])]),
  );
  const { traces } = cellById(id).forward(
    parameters,
    input.map((value) => column([value])),
    previous,
  );
  return Object.fromEntries(Object.entries(traces).map(([name, { values }]) => [name, values[0]]));
}

const ln3 = Math.log(3); // σ(ln 3) = 3/4, σ(−ln 3) = 1/4, tanh(ln 3) = 4/5, tanh(ln 3 / 2) = 1/2

function expectTraces(got: Record<string, number>, expected: Record<string, number>): void {
  expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) {
    expect(got[name], name).toBeCloseTo(value, 14);
  }
}

describe('one unit, by hand', () => {
  it('rnn-tanh: a = tanh(w a + x)', () => {
    // 0.5 · 2 + (ln 3 − 1) = ln 3
    expectTraces(stepOnce('rnn-tanh', [0.5], [ln3 - 1], { hidden: 2 }), { hidden: 0.8 });
  });

  it('rnn-relu: a = max(0, w a + x)', () => {
    expectTraces(stepOnce('rnn-relu', [0.5], [2], { hidden: 2 }), { hidden: 3 });
    expectTraces(stepOnce('rnn-relu', [0.5], [-2], { hidden: 2 }), { hidden: 0 });
  });

  it('lstm: gates i f g o, c = Γu c̃ + Γf c, a = Γo tanh(c)', () => {
    // Preactivations ln 3, −ln 3, ln 3, 0, each as w · 2 + x.
    const weight = [1, -1, 0.5, 0.25];
    const input = [ln3 - 2, -ln3 + 2, ln3 - 1, -0.5];
    expectTraces(stepOnce('lstm', weight, input, { hidden: 2, cell: 4 }), {
      update: 0.75,
      forget: 0.25,
      candidate: 0.8,
      output: 0.5,
      cell: 0.75 * 0.8 + 0.25 * 4,
      hidden: 0.5 * Math.tanh(1.6),
    });
  });

  it('lstm-peephole: Γu and Γf see the cell before, Γo the cell after', () => {
    // Weights on the cell 0.5, −0.25, 0.625: with c_prev 4 and c 1.6 they add 2, −1 and 1.
    const input = [ln3 - 2, -ln3 + 1, ln3, -1];
    const others = { weight_peephole: [0.5, -0.25, 0.625] };
    expectTraces(stepOnce('lstm-peephole', [0, 0, 0, 0], input, { hidden: 2, cell: 4 }, others), {
      update: 0.75,
      forget: 0.25,
      candidate: 0.8,
      output: 0.5,
      cell: 1.6,
      hidden: 0.5 * Math.tanh(1.6),
    });
  });

  it('gru: the reset acts on the state before the product; stored z is 1 − Γu', () => {
    // r: −0.5 · 2 + (1 − ln 3) → 1/4. z: 0.5 · 2 + (ln 3 − 1) → 3/4, so Γu 1/4.
    // c̃: w (1/4 · 2) + x = 0.6 · 0.5 + (ln 3 − 0.3) = ln 3.
    const weight = [-0.5, 0.5, 0.6];
    const input = [1 - ln3, ln3 - 1, ln3 - 0.3];
    expectTraces(stepOnce('gru', weight, input, { hidden: 2 }), {
      reset: 0.25,
      update: 0.25,
      candidate: 0.8,
      cell: 0.25 * 0.8 + 0.75 * 2,
      hidden: 0.25 * 0.8 + 0.75 * 2,
    });
  });

  it('gru-simplified: the candidate sees the whole state', () => {
    const input = [ln3 - 1, ln3 - 1.2];
    expectTraces(stepOnce('gru-simplified', [0.5, 0.6], input, { hidden: 2 }), {
      update: 0.25,
      candidate: 0.8,
      cell: 0.25 * 0.8 + 0.75 * 2,
      hidden: 0.25 * 0.8 + 0.75 * 2,
    });
  });

  it('gru-reset-after: the reset acts on the product and its bias', () => {
    // c̃: x + 1/4 (0.6 · 2 + 0.8) = (ln 3 − 0.5) + 0.5.
    const input = [1 - ln3, ln3 - 1, ln3 - 0.5];
    const got = stepOnce(
      'gru-reset-after',
      [-0.5, 0.5, 0.6],
      input,
      { hidden: 2 },
      { bias_hn: [0.8] },
    );
    expectTraces(got, {
      reset: 0.25,
      update: 0.25,
      candidate: 0.8,
      cell: 0.25 * 0.8 + 0.75 * 2,
      hidden: 0.25 * 0.8 + 0.75 * 2,
    });
  });

  it('rnn-tanh: loss and gradients of two time steps', () => {
    const model: ModelShape = {
      cell: 'rnn-tanh',
      numLayers: 1,
      hiddenSize: 1,
      vocabSize: 2,
      embeddingSize: 0,
    };
    const parameters = zeroParameters(model);
    const [x0, x1, w, bias, y] = [0.3, -0.7, 0.9, 0.1, 1.1];
    parameters['rnn.weight_ih_l0'].set([x0, x1]);
    parameters['rnn.weight_hh_l0'].set([w]);
    parameters['rnn.bias_ih_l0'].set([bias]);
    parameters['head.weight'].set([y, 0]);
    const batch = { batchSize: 1, timeSteps: 2, tokens: [0, 1], targets: [1, 0] };
    const start = 0.4;
    const result = runSequenceModel(model, parameters, batch, [{ hidden: Float64Array.of(start) }]);

    const a1 = Math.tanh(x0 + w * start + bias);
    const a2 = Math.tanh(x1 + w * a1 + bias);
    // Logits (y a, 0): the probability of symbol 0 is σ(y a).
    const [p1, p2] = [sigmoid(y * a1), sigmoid(y * a2)];
    expect(result.loss).toBeCloseTo((-Math.log(1 - p1) - Math.log(p2)) / 2, 15);
    const [d1, d2] = [p1 / 2, (p2 - 1) / 2]; // by the logits of symbol 0
    const s2 = d2 * y * (1 - a2 ** 2);
    const s1 = (d1 * y + s2 * w) * (1 - a1 ** 2);
    const expected: Record<string, number[]> = {
      'rnn.weight_ih_l0': [s1, s2],
      'rnn.weight_hh_l0': [s1 * start + s2 * a1],
      'rnn.bias_ih_l0': [s1 + s2],
      'head.weight': [d1 * a1 + d2 * a2, -(d1 * a1 + d2 * a2)],
      'head.bias': [d1 + d2, -(d1 + d2)],
    };
    expect(Object.keys(result.gradients)).toEqual(Object.keys(expected));
    for (const [name, values] of Object.entries(expected)) {
      values.forEach((value, i) => {
        expect(result.gradients[name][i], `${name} [${i}]`).toBeCloseTo(value, 15);
      });
    }
    expect(result.stateGradients[0].hidden[0]).toBeCloseTo(s1 * w, 15);
  });
});
