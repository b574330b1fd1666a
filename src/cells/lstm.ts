/**
 * LSTM: c̃ = tanh(W_c[a⟨t−1⟩, x] + b_c), Γu, Γf, Γo = σ(W_·[a⟨t−1⟩, x] + b_·),
 * c = Γu*c̃ + Γf*c⟨t−1⟩, a = Γo*tanh(c). (Hochreiter, Schmidhuber 1997; forget gate Gers 2000)
 */
import shader from '../../shaders/cells/lstm.wgsl?raw';
import type { Cell } from './cell.ts';
import { lstmDiagram } from './diagrams/lstm.ts';

export const lstm: Cell = {
  id: 'lstm',
  name: 'LSTM',
  help: 'A memory cell c beside the output a. Three gates control what is written, kept and output.',
  gates: [
    {
      id: 'update',
      symbol: 'Γu',
      letter: 'u',
      help: 'Update gate: how much of the candidate is written to the memory.',
      role: 'update',
      scale: 'gate',
    },
    {
      id: 'forget',
      symbol: 'Γf',
      letter: 'f',
      help: 'Forget gate: how much of the memory is kept.',
      role: 'forget',
      scale: 'gate',
    },
    {
      id: 'candidate',
      symbol: 'c̃',
      letter: 'c',
      help: 'Candidate: what may be written to the memory.',
      role: 'candidate',
      scale: 'signed',
    },
    {
      id: 'output',
      symbol: 'Γo',
      letter: 'o',
      help: 'Output gate: how much of the memory is output.',
      role: 'output',
      scale: 'gate',
    },
  ],
  states: [
    {
      id: 'hidden',
      symbol: 'a',
      help: 'Output: Γo*tanh(c).',
      role: 'activation',
      scale: 'signed',
    },
    { id: 'cell', symbol: 'c', help: 'Memory cell.', role: 'memory', scale: 'free' },
  ],
  memory: { state: 1, retainedBy: { gate: 1, complement: false } },
  equations: {
    recurrent: 'a',
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
  diagram: lstmDiagram,
  phases: [{ gates: [0, 4], operand: { state: 0, time: 'before' }, states: [0, 2] }],
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
    return { gates: [update, forget, candidate, output], states: [hidden, cell] };
  },
};
