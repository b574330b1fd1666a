/** The drawing of a cell that brings none: its states and gates, and no operations. */
import type { Diagram, DiagramNode, Wire } from '../../protocol/diagram.ts';
import { type Cell, recurrentStatesOf } from '../cell.ts';
import { bus, fanOut } from './fan-out.ts';

export function plainDiagram(cell: Cell): Diagram {
  const states = recurrentStatesOf(cell);
  const shown = cell.gates.filter(({ role }) => role);
  const nodes: Record<string, DiagramNode> = {
    x: { at: [140, 300], kind: 'input' },
    cell: { at: [560, 130], kind: 'cell' },
    above: { at: [620, 14], kind: 'above' },
  };
  const wires: Wire[] = [];
  const columns: Record<string, number> = {};
  states.forEach(({ id }, index) => {
    const y = 70 + 60 * index;
    nodes[`before ${id}`] = { at: [44, y], kind: 'before', state: id };
    nodes[`now ${id}`] = { at: [716, y], kind: 'now', trace: id };
    wires.push([`before ${id}`, 'cell', [560, y]], ['cell', `now ${id}`, [560, y]]);
  });
  shown.forEach(({ id, scale }, index) => {
    const x = 200 + (360 * (index + 0.5)) / shown.length;
    const activation = scale === 'gate' ? 'σ' : scale === 'signed' ? 'tanh' : 'linear';
    const node = `gate ${id}`;
    nodes[node] = { at: [x, 205], kind: 'gate', trace: id, activation };
    wires.push([node, 'cell', [x, 130]]);
    columns[node] = x;
  });
  const vectors = [
    ...fanOut(`before ${states[0].id}`, columns, [120, 70], [120, bus]),
    ...fanOut('x', columns, [140, bus]),
  ];
  wires.push(['cell', 'above', [620, 130]]);
  return { nodes, wires, vectors };
}
