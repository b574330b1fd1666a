/** The LSTM with peepholes: three more wires, from the memory to the gates that look at it. */
import type { Diagram } from '../../protocol/diagram.ts';
import { lstmDiagram } from './lstm.ts';

const { nodes, wires, vectors } = lstmDiagram;

export const lstmPeepholeDiagram: Diagram = {
  nodes,
  wires: [
    ...wires,
    ['cellBefore', 'forget', [126, 70], [126, 205]],
    ['cellBefore', 'update', [126, 70], [126, 160], [236, 160], [236, 205]],
    ['add', 'output', [440, 70], [440, 205]],
  ],
  vectors,
};
