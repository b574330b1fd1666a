/**
 * GRU of the course, reset before the product:
 * Γr = σ(W_r[c⟨t−1⟩, x] + b_r), c̃ = tanh(W_c[Γr*c⟨t−1⟩, x] + b_c),
 * Γu = σ(W_u[c⟨t−1⟩, x] + b_u), c = Γu*c̃ + (1−Γu)*c⟨t−1⟩, a = c. (Cho et al. 2014, v1)
 */
import shader from '../../shaders/cells/gru.wgsl?raw';
import type { Cell } from './cell.ts';
import { fanOut } from './diagram.ts';

export const gru: Cell = {
  id: 'gru',
  name: 'GRU',
  help: 'Gated unit: Γu decides how much of the memory is replaced, Γr what the candidate sees.',
  gates: [
    {
      id: 'reset',
      symbol: 'Γr',
      help: 'Reset gate: how much of the memory the candidate sees.',
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
    { id: 'reset-cell', symbol: 'Γr*c', help: 'Memory as seen.', scale: 'signed', shown: false },
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
  diagram: {
    nodes: {
      before: { at: [44, 70], kind: 'before', slot: 'hidden' },
      x: { at: [160, 300], kind: 'input' },
      update: { at: [200, 205], kind: 'gate', trace: 'update', activation: 'σ' },
      reset: { at: [340, 205], kind: 'gate', trace: 'reset', activation: 'σ' },
      seen: { at: [430, 205], kind: 'times' },
      candidate: { at: [545, 205], kind: 'gate', trace: 'candidate', activation: 'tanh' },
      rest: { at: [200, 108], kind: 'one-minus' },
      keep: { at: [200, 70], kind: 'times' },
      write: { at: [545, 142], kind: 'times' },
      add: { at: [545, 70], kind: 'plus', trace: 'hidden' },
      now: { at: [716, 70], kind: 'now', trace: 'hidden' },
      above: { at: [630, 14], kind: 'above' },
    },
    wires: [
      ['before', 'keep'],
      ['update', 'rest'],
      ['rest', 'keep'],
      ['keep', 'add'],
      ['reset', 'seen'],
      ['before', 'seen', [120, 70], [120, 262], [430, 262]],
      ['seen', 'candidate'],
      ['update', 'write', [200, 142]],
      ['candidate', 'write'],
      ['write', 'add'],
      ['add', 'now'],
      ['add', 'above', [630, 70]],
    ],
    vectors: [
      ...fanOut('before', { update: 200, reset: 340 }, [120, 70], [120, 262]),
      ...fanOut('x', { update: 200, reset: 340, candidate: 545 }, [160, 262]),
    ],
  },
  phases: [
    { gates: [0, 2], operand: { slot: 0, time: 'before' }, slots: [1, 1] },
    { gates: [2, 1], operand: { slot: 1, time: 'now' }, slots: [0, 1] },
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
    return { gates: [reset, update, candidate], slots: [cell, seen] };
  },
};
