/**
 * The course's first GRU, without a reset gate: Γu = σ(W_u[c⟨t−1⟩, x] + b_u),
 * c̃ = tanh(W_c[c⟨t−1⟩, x] + b_c), c = Γu*c̃ + (1−Γu)*c⟨t−1⟩, a = c.
 */
import shader from '../../shaders/cells/gru-simplified.wgsl?raw';
import type { Cell } from './cell.ts';

export const gruSimplified: Cell = {
  id: 'gru-simplified',
  name: 'GRU (simplified)',
  help: 'One gate: Γu decides how much of the memory is replaced by the candidate.',
  gates: [
    {
      id: 'update',
      symbol: 'Γu',
      help: 'Update gate: how much of the memory is replaced by the candidate.',
      scale: 'gate',
      negated: true,
    },
    {
      id: 'candidate',
      symbol: 'c̃',
      help: 'Candidate: what would be written.',
      scale: 'signed',
    },
  ],
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
        trace: 'candidate',
        latex: String.raw`\now{\tilde{c}} = \tanh(W_c[\prev{c}, \now{x}] + b_c)`,
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
  phases: [{ gates: [0, 2], operand: { slot: 0, time: 'before' }, slots: [0, 1] }],
  backwardPhases: [{ receives: [0, 2], time: 'after', writes: [0, 2] }],
  shader,

  compose({ arithmetic: { add, multiply, oneMinus, sigmoid, tanh }, before, preactivation }) {
    const [cellBefore] = before;
    const update = sigmoid(preactivation(0, cellBefore));
    const candidate = tanh(preactivation(1, cellBefore));
    const cell = add(multiply(update, candidate), multiply(oneMinus(update), cellBefore));
    return { gates: [update, candidate], slots: [cell] };
  },
};
