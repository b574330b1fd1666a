/**
 * GRU of cuDNN and PyTorch, reset after the product: c̃ = tanh(W_cx x + b_cx + Γr*q),
 * q = W_cc c⟨t−1⟩ + b_cc, Γu and Γr as in the full GRU, c = Γu*c̃ + (1−Γu)*c⟨t−1⟩, a = c.
 */
import shader from '../../shaders/cells/gru-reset-after.wgsl?raw';
import type { Cell } from './cell.ts';

export const gruResetAfter: Cell = {
  id: 'gru-reset-after',
  name: 'GRU (reset after)',
  help: "PyTorch's GRU: Γr acts on the product of the memory, so one product is enough.",
  // what x has a part in comes first, what the memory has a part in last: both lie side by side
  gates: [
    {
      id: 'candidate',
      symbol: 'c̃',
      help: 'Candidate: what would be written.',
      scale: 'signed',
    },
    {
      id: 'reset',
      symbol: 'Γr',
      help: "Reset gate: how much of the memory's product the candidate sees.",
      scale: 'gate',
    },
    {
      id: 'update',
      symbol: 'Γu',
      help: 'Update gate: how much of the memory is replaced by the candidate.',
      scale: 'gate',
      negated: true,
    },
    {
      id: 'recall',
      symbol: 'q',
      help: "The memory's product and bias, before the reset gate.",
      scale: 'free',
      hidden: true,
    },
  ],
  inputGates: [1, 2, 0],
  recurrentGates: [1, 2, 3],
  vectors: { name: 'bias_hn', terms: [{ gate: 3 }] },
  slots: [
    {
      id: 'hidden',
      symbol: 'c = a',
      help: 'Memory cell, also the output a.',
      scale: 'signed',
      shown: true,
    },
  ],
  equations: {
    carried: 'c',
    lines: [
      {
        trace: 'reset',
        latex: String.raw`\Gamma_r = \sigma(W_r[\prev{c}, \now{x}] + b_r)`,
      },
      {
        trace: 'candidate',
        latex: String.raw`\now{\tilde{c}} = \tanh(W_{cx} \now{x} + b_{cx} + \Gamma_r * (W_{cc} \prev{c} + b_{cc}))`,
      },
      {
        trace: 'update',
        latex: String.raw`\Gamma_u = \sigma(W_u[\prev{c}, \now{x}] + b_u)`,
      },
      {
        trace: 'hidden',
        latex: String.raw`\now{c} = \Gamma_u * \now{\tilde{c}} + (1 - \Gamma_u) * \prev{c}`,
      },
      {
        trace: 'hidden',
        latex: String.raw`\now{a} = \now{c}`,
      },
    ],
  },
  phases: [{ gates: [1, 3], writes: [0, 4], operand: { slot: 0, time: 'before' }, slots: [0, 1] }],
  backwardPhases: [{ receives: [1, 3], time: 'after', writes: [0, 4] }],
  shader,

  compose({ arithmetic, before, preactivation, vectors }) {
    const { add, multiply, oneMinus, repeat, sigmoid, tanh } = arithmetic;
    const [cellBefore] = before;
    const reset = sigmoid(preactivation(1, cellBefore));
    const update = sigmoid(preactivation(2, cellBefore));
    const recall = add(preactivation(3, cellBefore), repeat(vectors[0]));
    const candidate = tanh(add(preactivation(0), multiply(reset, recall)));
    const cell = add(multiply(update, candidate), multiply(oneMinus(update), cellBefore));
    return { gates: [candidate, reset, update, recall], slots: [cell] };
  },
};
