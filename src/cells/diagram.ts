/**
 * A cell drawn as the course draws it, for one unit: gates as boxes, element-wise operations as
 * circles, wires between them. Places are in a picture of 760 by 320, y downward.
 */
import type { Diagram, DiagramNode, Point, Wire } from '../protocol/diagram.ts';
import type { Cell } from './cell.ts';

/** Where vectors run along below the gates. */
const bus = 262;

/** A vector that goes by way of these corners to the bus, and from there up into each gate. */
export function fanOut(from: string, gates: Record<string, number>, ...corners: Point[]): Wire[] {
  return Object.entries(gates).map(([gate, x]) => [from, gate, ...corners, [x, bus]]);
}

/** The drawing of a cell that brings none: its states and gates, and no operations. */
export function plainDiagram({ gates, slots }: Cell): Diagram {
  const states = slots.filter(({ shown }, slot) => shown || slot === 0);
  const shown = gates.filter(({ hidden }) => !hidden);
  const nodes: Record<string, DiagramNode> = {
    x: { at: [140, 300], kind: 'input' },
    cell: { at: [560, 130], kind: 'cell' },
    above: { at: [620, 14], kind: 'above' },
  };
  const wires: Wire[] = [];
  const columns: Record<string, number> = {};
  states.forEach(({ id }, index) => {
    const y = 70 + 60 * index;
    nodes[`before ${id}`] = { at: [44, y], kind: 'before', slot: id };
    nodes[`now ${id}`] = { at: [716, y], kind: 'now', trace: id };
    wires.push([`before ${id}`, 'cell', [560, y]], ['cell', `now ${id}`, [560, y]]);
  });
  shown.forEach(({ id, scale }, index) => {
    const x = 200 + (360 * (index + 0.5)) / shown.length;
    const activation = scale === 'gate' ? 'σ' : scale === 'signed' ? 'tanh' : 'linear';
    nodes[id] = { at: [x, 205], kind: 'gate', trace: id, activation };
    wires.push([id, 'cell', [x, 130]]);
    columns[id] = x;
  });
  const vectors = [
    ...fanOut(`before ${states[0].id}`, columns, [120, 70], [120, bus]),
    ...fanOut('x', columns, [140, bus]),
  ];
  wires.push(['cell', 'above', [620, 130]]);
  return { nodes, wires, vectors };
}
