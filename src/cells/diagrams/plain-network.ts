/** The plain network: the unit of a plain recurrent net, which nothing comes to from before. */
import type { Diagram } from '../../protocol/diagram.ts';

export const plainNetworkDiagram: Diagram = {
  nodes: {
    x: { at: [360, 300], kind: 'input' },
    hidden: { at: [360, 170], kind: 'gate', trace: 'hidden', activation: 'tanh' },
    above: { at: [560, 14], kind: 'above' },
  },
  wires: [['hidden', 'above', [560, 170]]],
  vectors: [['x', 'hidden']],
};
