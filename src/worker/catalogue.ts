/** What there is to choose from, for the page's menus. */
import type { Cell } from '../cells/cell.ts';
import { cells } from '../cells/index.ts';
import { builtinTexts } from '../data/corpora.ts';
import { optimizers } from '../optimizers/index.ts';
import type { Catalogue, TraceInfo } from './protocol.ts';

/** From the gates to what they act on. */
const traceOrder = ['update', 'reset', 'forget', 'output', 'candidate', 'cell', 'hidden'];

function tracesOf(cell: Cell): TraceInfo[] {
  const shown = [
    ...cell.gates.filter(({ hidden }) => !hidden),
    ...cell.slots.filter((slot) => slot.shown),
  ];
  return shown
    .map(({ id, symbol, help, scale }) => ({ id, symbol, help, scale }))
    .sort((a, b) => traceOrder.indexOf(a.id) - traceOrder.indexOf(b.id));
}

export function catalogue(): Catalogue {
  return {
    cells: cells.map((cell) => ({
      id: cell.id,
      name: cell.name,
      help: cell.help,
      traces: tracesOf(cell),
    })),
    optimizers: optimizers.map(({ id, name, help, heeds }) => ({
      id,
      name,
      help,
      heeds: [...heeds],
    })),
    texts: builtinTexts.map(({ id, title, characters }) => ({ id, title, characters })),
  };
}
