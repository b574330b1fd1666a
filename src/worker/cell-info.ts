/** What the page is told of a cell, all of it from the cell's own file. */
import type { Cell } from '../cells/cell.ts';
import { plainDiagram } from '../cells/diagrams/plain.ts';
import {
  type CellInfo,
  type MemoryInfo,
  type TraceInfo,
  traceRoles,
  type ValueInfo,
} from '../protocol/catalogue.ts';

const valueOf = ({ id, symbol, help, scale }: ValueInfo): ValueInfo => ({
  id,
  symbol,
  help,
  scale,
});

function tracesOf({ gates, states }: Cell): TraceInfo[] {
  return [...gates, ...states]
    .flatMap((value) => (value.role ? { ...valueOf(value), role: value.role } : []))
    .sort((a, b) => traceRoles.indexOf(a.role) - traceRoles.indexOf(b.role));
}

function memoryOf({ gates, states, memory }: Cell): MemoryInfo | null {
  if (!memory) return null;
  const { state, retainedBy } = memory;
  const { id, symbol } = gates[retainedBy.gate];
  return {
    // a state with two names has that of the memory first
    symbol: states[state].symbol.split(' = ')[0],
    isActivation: state === 0,
    gate: id,
    isComplement: retainedBy.complement,
    share: retainedBy.complement ? `1 − ${symbol}` : symbol,
  };
}

export function cellInfo(cell: Cell): CellInfo {
  return {
    id: cell.id,
    name: cell.name,
    help: cell.help,
    traces: tracesOf(cell),
    saved: cell.gates.filter(({ role }) => !role).map(valueOf),
    activation: cell.states[0].id,
    memory: memoryOf(cell),
    diagram: cell.diagram ?? plainDiagram(cell),
  };
}
