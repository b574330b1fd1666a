/** The plain unit: one product, and what is made of it. */
import type { Activation, Diagram } from '../../protocol/diagram.ts';

export const rnnDiagram = (activation: Activation): Diagram => ({
  nodes: {
    before: { at: [44, 170], kind: 'before', state: 'hidden' },
    x: { at: [360, 300], kind: 'input' },
    hidden: { at: [360, 170], kind: 'gate', trace: 'hidden', activation },
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
});
