/** Plain recurrent unit with ReLU: a = max(0, W_a[a⟨t−1⟩, x] + b_a). */
import shader from '../../shaders/cells/rnn-relu.wgsl?raw';
import type { Cell } from './cell.ts';
import type { Diagram } from '../protocol/diagram.ts';
import { rnnTanh } from './rnn-tanh.ts';

const { nodes, wires, vectors } = rnnTanh.diagram as Diagram;

export const rnnRelu: Cell = {
  id: 'rnn-relu',
  name: 'RNN (ReLU)',
  help: 'The plain unit with max(0, ·): it does not saturate above, so it may also explode.',
  gates: [
    {
      id: 'hidden',
      symbol: 'a',
      help: 'Activation: what the unit puts out and remembers.',
      scale: 'free',
    },
  ],
  slots: [{ id: 'hidden', symbol: 'a', help: 'Activation.', scale: 'free', shown: false }],
  equations: {
    carried: 'a',
    lines: [
      {
        trace: 'hidden',
        latex: String.raw`\now{a} = \max(0, W_a[\prev{a}, \now{x}] + b_a)`,
      },
    ],
  },
  diagram: {
    nodes: {
      ...nodes,
      hidden: { ...nodes.hidden, kind: 'gate', trace: 'hidden', activation: 'ReLU' },
    },
    wires,
    vectors,
  },
  phases: [{ gates: [0, 1], operand: { slot: 0, time: 'before' }, slots: [0, 1] }],
  backwardPhases: [{ receives: [0, 1], time: 'after', writes: [0, 1] }],
  shader,

  compose({ arithmetic, before, preactivation }) {
    const hidden = arithmetic.relu(preactivation(0, before[0]));
    return { gates: [hidden], slots: [hidden] };
  },
};
