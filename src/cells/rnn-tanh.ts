/** Plain recurrent unit: a = tanh(W_a[a⟨t−1⟩, x] + b_a). */
import shader from '../../shaders/cells/rnn-tanh.wgsl?raw';
import type { Cell } from './cell.ts';

export const rnnTanh: Cell = {
  id: 'rnn-tanh',
  name: 'RNN (tanh)',
  help: 'The plain unit: the new activation is tanh of the old one and the input.',
  gates: [
    {
      id: 'hidden',
      symbol: 'a',
      help: 'Activation: what the unit puts out and remembers.',
      scale: 'signed',
    },
  ],
  slots: [{ id: 'hidden', symbol: 'a', help: 'Activation.', scale: 'signed', shown: false }],
  equations: {
    carried: 'a',
    lines: [
      {
        trace: 'hidden',
        latex: String.raw`\now{a} = \tanh(W_a[\prev{a}, \now{x}] + b_a)`,
      },
    ],
  },
  diagram: {
    nodes: {
      before: { at: [44, 170], kind: 'before', slot: 'hidden' },
      x: { at: [360, 300], kind: 'input' },
      hidden: { at: [360, 170], kind: 'gate', trace: 'hidden', activation: 'tanh' },
      now: { at: [716, 170], kind: 'now', trace: 'hidden' },
      above: { at: [560, 14], kind: 'above' },
    },
    wires: [
      ['hidden', 'now'],
      ['hidden', 'above', [560, 170]],
    ],
    vectors: [
      ['before', 'hidden'],
      ['x', 'hidden'],
    ],
  },
  phases: [{ gates: [0, 1], operand: { slot: 0, time: 'before' }, slots: [0, 1] }],
  backwardPhases: [{ receives: [0, 1], time: 'after', writes: [0, 1] }],
  shader,

  compose({ arithmetic, before, preactivation }) {
    const hidden = arithmetic.tanh(preactivation(0, before[0]));
    return { gates: [hidden], slots: [hidden] };
  },
};
