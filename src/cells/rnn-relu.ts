/** Plain recurrent unit with ReLU: a = max(0, W_a[a⟨t−1⟩, x] + b_a). */
import shader from '../../shaders/cells/rnn-relu.wgsl?raw';
import type { Cell } from './cell.ts';
import { rnnDiagram } from './diagrams/rnn.ts';

export const rnnRelu: Cell = {
  id: 'rnn-relu',
  name: 'RNN (ReLU)',
  help: 'The plain unit with max(0, ·). It never saturates above, so it can explode.',
  gates: [
    {
      id: 'hidden',
      symbol: 'a',
      letter: 'a',
      help: 'Activation: what the unit outputs and remembers.',
      role: 'activation',
      scale: 'free',
    },
  ],
  states: [{ id: 'hidden', symbol: 'a', help: 'Activation.', scale: 'free' }],
  equations: {
    recurrent: 'a',
    lines: [
      {
        trace: 'hidden',
        latex: String.raw`\now{a} = \max(0, W_a[\prev{a}, \now{x}] + b_a)`,
      },
    ],
  },
  diagram: rnnDiagram('ReLU'),
  phases: [{ gates: [0, 1], operand: { state: 0, time: 'before' }, states: [0, 1] }],
  backwardPhases: [{ receives: [0, 1], time: 'after', writes: [0, 1] }],
  shader,

  compose({ arithmetic, before, preactivation }) {
    const hidden = arithmetic.relu(preactivation(0, before[0]));
    return { gates: [hidden], states: [hidden] };
  },
};
