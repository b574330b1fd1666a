/**
 * LSTM: c̃ = tanh(W_c[a⟨t−1⟩, x] + b_c), Γu, Γf, Γo = σ(W_·[a⟨t−1⟩, x] + b_·),
 * c = Γu*c̃ + Γf*c⟨t−1⟩, a = Γo*tanh(c). (Hochreiter, Schmidhuber 1997; forget gate Gers 2000)
 */
import shader from '../../shaders/cells/lstm.wgsl?raw';
import type { Cell } from './cell.ts';
import { fanOut } from './diagram.ts';

/** Of the gates, in the drawing. */
const columns = { forget: 190, update: 285, candidate: 380, output: 500 };

export const lstm: Cell = {
  id: 'lstm',
  name: 'LSTM',
  help: 'A memory cell c beside the output a; three gates write it, keep it and show it.',
  gates: [
    {
      id: 'update',
      symbol: 'Γu',
      help: 'Update gate: how much of the candidate is written.',
      scale: 'gate',
    },
    {
      id: 'forget',
      symbol: 'Γf',
      help: 'Forget gate: how much of the memory is kept.',
      scale: 'gate',
    },
    {
      id: 'candidate',
      symbol: 'c̃',
      help: 'Candidate: what would be written.',
      scale: 'signed',
    },
    {
      id: 'output',
      symbol: 'Γo',
      help: 'Output gate: how much of the memory is shown.',
      scale: 'gate',
    },
  ],
  slots: [
    { id: 'hidden', symbol: 'a', help: 'Output: Γo*tanh(c).', scale: 'signed', shown: true },
    { id: 'cell', symbol: 'c', help: 'Memory cell.', scale: 'free', shown: true },
  ],
  equations: {
    carried: 'a',
    lines: [
      {
        trace: 'candidate',
        latex: String.raw`\now{\tilde{c}} = \tanh(W_c[\prev{a}, \now{x}] + b_c)`,
      },
      {
        trace: 'update',
        latex: String.raw`\Gamma_u = \sigma(W_u[\prev{a}, \now{x}] + b_u)`,
      },
      {
        trace: 'forget',
        latex: String.raw`\Gamma_f = \sigma(W_f[\prev{a}, \now{x}] + b_f)`,
      },
      {
        trace: 'output',
        latex: String.raw`\Gamma_o = \sigma(W_o[\prev{a}, \now{x}] + b_o)`,
      },
      {
        trace: 'cell',
        latex: String.raw`\now{c} = \Gamma_u * \now{\tilde{c}} + \Gamma_f * \prev{c}`,
      },
      {
        trace: 'hidden',
        latex: String.raw`\now{a} = \Gamma_o * \tanh(\now{c})`,
      },
    ],
  },
  diagram: {
    nodes: {
      hiddenBefore: { at: [44, 262], kind: 'before', slot: 'hidden' },
      cellBefore: { at: [44, 70], kind: 'before', slot: 'cell' },
      x: { at: [140, 300], kind: 'input' },
      forget: { at: [columns.forget, 205], kind: 'gate', trace: 'forget', activation: 'σ' },
      update: { at: [columns.update, 205], kind: 'gate', trace: 'update', activation: 'σ' },
      candidate: {
        at: [columns.candidate, 205],
        kind: 'gate',
        trace: 'candidate',
        activation: 'tanh',
      },
      output: { at: [columns.output, 205], kind: 'gate', trace: 'output', activation: 'σ' },
      keep: { at: [190, 70], kind: 'times' },
      write: { at: [380, 138], kind: 'times' },
      add: { at: [380, 70], kind: 'plus', trace: 'cell' },
      squash: { at: [590, 130], kind: 'tanh' },
      show: { at: [590, 205], kind: 'times', trace: 'hidden' },
      cellNow: { at: [716, 70], kind: 'now', trace: 'cell' },
      hiddenNow: { at: [716, 205], kind: 'now', trace: 'hidden' },
      above: { at: [650, 14], kind: 'above' },
    },
    wires: [
      ['cellBefore', 'keep'],
      ['forget', 'keep'],
      ['keep', 'add'],
      ['update', 'write', [285, 138]],
      ['candidate', 'write'],
      ['write', 'add'],
      ['add', 'cellNow'],
      ['add', 'squash', [590, 70]],
      ['squash', 'show'],
      ['output', 'show'],
      ['show', 'hiddenNow'],
      ['show', 'above', [650, 205]],
    ],
    vectors: [...fanOut('hiddenBefore', columns), ...fanOut('x', columns, [140, 262])],
  },
  phases: [{ gates: [0, 4], operand: { slot: 0, time: 'before' }, slots: [0, 2] }],
  backwardPhases: [{ receives: [0, 4], time: 'after', writes: [0, 4] }],
  shader,

  compose({ arithmetic: { add, multiply, sigmoid, tanh }, before, preactivation }) {
    const [hiddenBefore, cellBefore] = before;
    const update = sigmoid(preactivation(0, hiddenBefore));
    const forget = sigmoid(preactivation(1, hiddenBefore));
    const candidate = tanh(preactivation(2, hiddenBefore));
    const output = sigmoid(preactivation(3, hiddenBefore));
    const cell = add(multiply(update, candidate), multiply(forget, cellBefore));
    const hidden = multiply(output, tanh(cell));
    return { gates: [update, forget, candidate, output], slots: [hidden, cell] };
  },
};
