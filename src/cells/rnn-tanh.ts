/** Plain recurrent unit: a = tanh(W_a[a⟨t−1⟩, x] + b_a). */
import shader from '../../shaders/cells/rnn-tanh.wgsl?raw';
import type { Cell } from './cell.ts';
import { rnnDiagram } from './diagrams/rnn.ts';

export const rnnTanh: Cell = {
  id: 'rnn-tanh',
  name: 'RNN (tanh)',
  help: 'The plain unit: tanh of a weighted sum of the old activation and the input.',
  gates: [
    {
      id: 'hidden',
      symbol: 'a',
      letter: 'a',
      help: 'Activation: what the unit outputs and remembers.',
      role: 'activation',
      scale: 'signed',
    },
  ],
  states: [{ id: 'hidden', symbol: 'a', help: 'Activation.', scale: 'signed' }],
  equations: {
    recurrent: 'a',
    lines: [
      {
        trace: 'hidden',
        latex: String.raw`\now{a} = \tanh(W_a[\prev{a}, \now{x}] + b_a)`,
      },
    ],
  },
  diagram: rnnDiagram('tanh'),
  phases: [{ gates: [0, 1], operand: { state: 0, time: 'before' }, states: [0, 1] }],
  backwardPhases: [{ receives: [0, 1], time: 'after', writes: [0, 1] }],
  shader,

  compose({ arithmetic, before, preactivation }) {
    const hidden = arithmetic.tanh(preactivation(0, before[0]));
    return { gates: [hidden], states: [hidden] };
  },
};
