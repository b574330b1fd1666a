/**
 * The GRU of the course (reset before the product), its simplified form without Γr, and the form of
 * cuDNN and PyTorch (reset after the product).
 *   Γu = σ(W_u[c_prev, x] + b_u)      c = Γu * c̃ + (1 − Γu) * c_prev      a = c
 * Gate order is PyTorch's r z n = Γr, 1 − Γu, c̃: the stored z rows are −W_u and −b_u, so that
 * Γu = σ(−preactivation of z). The simplified form stores z n.
 */
import { freeGates, recurrent, recurrentBackward } from './cell.ts';
import type { ReferenceCell } from './cell.ts';
import { addColumnSums, addRow, elementwise, sigmoid, sum } from './matrix.ts';
import type { Matrix } from './matrix.ts';

/** Gradient by the preactivation of σ, from that by its value. */
const throughSigmoid = (d: number, gate: number) => d * gate * (1 - gate);
/** Gradient by the preactivation of tanh, from that by its value. */
const throughTanh = (d: number, value: number) => d * (1 - value * value);
const product = (a: number, b: number) => a * b;

/** Γu from the preactivation of z. */
const updateOf = (preactivation: Matrix) => elementwise((z) => sigmoid(-z), preactivation);

/** c = Γu * c̃ + (1 − Γu) * c_prev. */
const mix = (update: Matrix, candidate: Matrix, previous: Matrix) =>
  elementwise((u, n, c) => u * n + (1 - u) * c, update, candidate, previous);

/** The three shares of dc: by z's preactivation, by c̃'s, and the part that goes on to c_prev. */
function mixBackward(dc: Matrix, update: Matrix, candidate: Matrix, previous: Matrix) {
  const dUpdate = elementwise((d, n, c) => d * (n - c), dc, candidate, previous);
  return {
    z: elementwise((d, u) => -d * u * (1 - u), dUpdate, update),
    candidate: elementwise(throughTanh, elementwise(product, dc, update), candidate),
    previous: elementwise((d, u) => d * (1 - u), dc, update),
  };
}

/** Γr = σ(W_r[c_prev, x] + b_r); c̃ = tanh(W_c[Γr * c_prev, x] + b_c). */
export const gru: ReferenceCell = {
  id: 'gru',
  gateCount: 3,
  states: ['hidden'],
  shapes: (hiddenSize) => ({ weight_hh: [3 * hiddenSize, hiddenSize] }),

  forward(parameters, [inputR, inputZ, inputN], previous, hold = freeGates) {
    const before = previous.hidden;
    const reset = hold(
      'reset',
      elementwise(sigmoid, sum(inputR, recurrent(parameters, 0, before))),
    );
    const update = hold('update', updateOf(sum(inputZ, recurrent(parameters, 1, before))));
    const kept = elementwise(product, reset, before);
    const candidate = elementwise(Math.tanh, sum(inputN, recurrent(parameters, 2, kept)));
    const hidden = mix(update, candidate, before);
    return {
      previous,
      states: { hidden },
      traces: { update, reset, candidate, cell: hidden, hidden },
    };
  },

  backward(parameters, { previous, traces }, stateGradients, gradients) {
    const { update, reset, candidate } = traces;
    const before = previous.hidden;
    const d = mixBackward(stateGradients.hidden, update, candidate, before);
    const kept = elementwise(product, reset, before);
    const dKept = recurrentBackward(parameters, gradients, 2, d.candidate, kept);
    const dReset = elementwise(throughSigmoid, elementwise(product, dKept, before), reset);
    const hidden = sum(
      d.previous,
      elementwise(product, dKept, reset),
      recurrentBackward(parameters, gradients, 0, dReset, before),
      recurrentBackward(parameters, gradients, 1, d.z, before),
    );
    return { input: [dReset, d.z, d.candidate], previous: { hidden } };
  },
};

/** c̃ = tanh(W_c[c_prev, x] + b_c): no reset gate. */
export const gruSimplified: ReferenceCell = {
  id: 'gru-simplified',
  gateCount: 2,
  states: ['hidden'],
  shapes: (hiddenSize) => ({ weight_hh: [2 * hiddenSize, hiddenSize] }),

  forward(parameters, [inputZ, inputN], previous, hold = freeGates) {
    const before = previous.hidden;
    const update = hold('update', updateOf(sum(inputZ, recurrent(parameters, 0, before))));
    const candidate = elementwise(Math.tanh, sum(inputN, recurrent(parameters, 1, before)));
    const hidden = mix(update, candidate, before);
    return { previous, states: { hidden }, traces: { update, candidate, cell: hidden, hidden } };
  },

  backward(parameters, { previous, traces }, stateGradients, gradients) {
    const before = previous.hidden;
    const d = mixBackward(stateGradients.hidden, traces.update, traces.candidate, before);
    const hidden = sum(
      d.previous,
      recurrentBackward(parameters, gradients, 0, d.z, before),
      recurrentBackward(parameters, gradients, 1, d.candidate, before),
    );
    return { input: [d.z, d.candidate], previous: { hidden } };
  },
};

/**
 * c̃ = tanh(W_cx x + b_cx + Γr * (W_cc c_prev + b_cc)). bias_hn [H] is b_cc: the candidate's rows
 * of PyTorch's bias_hh, whose other rows add to bias_ih.
 */
export const gruResetAfter: ReferenceCell = {
  id: 'gru-reset-after',
  gateCount: 3,
  states: ['hidden'],
  shapes: (hiddenSize) => ({
    weight_hh: [3 * hiddenSize, hiddenSize],
    bias_hn: [hiddenSize],
  }),

  forward(parameters, [inputR, inputZ, inputN], previous, hold = freeGates) {
    const before = previous.hidden;
    const reset = hold(
      'reset',
      elementwise(sigmoid, sum(inputR, recurrent(parameters, 0, before))),
    );
    const update = hold('update', updateOf(sum(inputZ, recurrent(parameters, 1, before))));
    const memory = addRow(recurrent(parameters, 2, before), parameters.bias_hn.values);
    const candidate = elementwise((n, r, m) => Math.tanh(n + r * m), inputN, reset, memory);
    const hidden = mix(update, candidate, before);
    return {
      previous,
      states: { hidden },
      traces: { update, reset, candidate, cell: hidden, hidden },
    };
  },

  backward(parameters, { previous, traces }, stateGradients, gradients) {
    const { update, reset, candidate } = traces;
    const before = previous.hidden;
    const d = mixBackward(stateGradients.hidden, update, candidate, before);
    const memory = addRow(recurrent(parameters, 2, before), parameters.bias_hn.values);
    const dMemory = elementwise(product, d.candidate, reset);
    addColumnSums(gradients.bias_hn.values, dMemory);
    const dReset = elementwise(throughSigmoid, elementwise(product, d.candidate, memory), reset);
    const hidden = sum(
      d.previous,
      recurrentBackward(parameters, gradients, 0, dReset, before),
      recurrentBackward(parameters, gradients, 1, d.z, before),
      recurrentBackward(parameters, gradients, 2, dMemory, before),
    );
    return { input: [dReset, d.z, d.candidate], previous: { hidden } };
  },
};
