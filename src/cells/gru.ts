/**
 * GRU of the course, reset before the product:
 * Γr = σ(W_r[c⟨t−1⟩, x] + b_r), c̃ = tanh(W_c[Γr*c⟨t−1⟩, x] + b_c),
 * Γu = σ(W_u[c⟨t−1⟩, x] + b_u), c = Γu*c̃ + (1−Γu)*c⟨t−1⟩, a = c. (Cho et al. 2014, v1)
 */
import shader from '../../shaders/cells/gru.wgsl?raw';
import type { Cell } from './cell.ts';
import { gruDiagram } from './diagrams/gru.ts';

export const gru: Cell = {
  id: 'gru',
  name: 'GRU',
  help: 'Γu decides how much of the memory is replaced, Γr how much of it the candidate sees.',
  gates: [
    {
      id: 'reset',
      symbol: 'Γr',
      letter: 'r',
      help: 'Reset gate: how much of the memory the candidate sees.',
      role: 'reset',
      scale: 'gate',
    },
    {
      id: 'update',
      symbol: 'Γu',
      letter: 'u',
      help: 'Update gate: how much of the memory is replaced by the candidate.',
      role: 'update',
      scale: 'gate',
      negated: true,
    },
    {
      id: 'candidate',
      symbol: 'c̃',
      letter: 'c',
      help: 'Candidate: what may be written to the memory.',
      role: 'candidate',
      scale: 'signed',
    },
  ],
  states: [
    {
      id: 'hidden',
      symbol: 'c = a',
      help: 'Memory cell and output a.',
      role: 'activation',
      scale: 'signed',
    },
    {
      id: 'reset-cell',
      symbol: 'Γr*c',
      help: 'The memory that the candidate sees.',
      scale: 'signed',
    },
  ],
  memory: { state: 0, retainedBy: { gate: 1, complement: true } },
  equations: {
    recurrent: 'c',
    lines: [
      {
        trace: 'reset',
        latex: String.raw`\Gamma_r = \sigma(W_r[\prev{c}, \now{x}] + b_r)`,
      },
      {
        trace: 'candidate',
        latex: String.raw`\now{\tilde{c}} = \tanh(W_c[\Gamma_r * \prev{c}, \now{x}] + b_c)`,
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
  diagram: gruDiagram,
  phases: [
    { gates: [0, 2], operand: { state: 0, time: 'before' }, states: [1, 1] },
    { gates: [2, 1], operand: { state: 1, time: 'now' }, states: [0, 1] },
  ],
  backwardPhases: [
    { receives: [0, 2], time: 'after', writes: [1, 2] },
    { receives: [2, 1], time: 'now', writes: [0, 1] },
  ],
  shader,

  compose({ arithmetic: { add, multiply, oneMinus, sigmoid, tanh }, before, preactivation }) {
    const [cellBefore] = before;
    const reset = sigmoid(preactivation(0, cellBefore));
    const update = sigmoid(preactivation(1, cellBefore));
    const seen = multiply(reset, cellBefore);
    const candidate = tanh(preactivation(2, seen));
    const cell = add(multiply(update, candidate), multiply(oneMinus(update), cellBefore));
    return { gates: [reset, update, candidate], states: [cell, seen] };
  },
};
