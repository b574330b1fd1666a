/** What there is to choose from, for the page's menus. */
import type { Cell } from '../cells/cell.ts';
import { plainDiagram } from '../cells/diagram.ts';
import { cells } from '../cells/index.ts';
import { builtinTexts } from '../data/corpora.ts';
import { optimizers } from '../optimizers/index.ts';
import type { Catalogue, TraceInfo } from '../protocol/catalogue.ts';

/** From the gates to what they act on. */
const traceOrder = ['update', 'reset', 'forget', 'output', 'candidate', 'cell', 'hidden'];

const infoOf = ({ id, symbol, help, scale }: TraceInfo): TraceInfo => ({
  id,
  symbol,
  help,
  scale,
});

function tracesOf(cell: Cell): TraceInfo[] {
  const shown = [
    ...cell.gates.filter(({ hidden }) => !hidden),
    ...cell.slots.filter((slot) => slot.shown),
  ];
  return shown.map(infoOf).sort((a, b) => traceOrder.indexOf(a.id) - traceOrder.indexOf(b.id));
}

export function catalogue(): Catalogue {
  return {
    cells: cells.map((cell) => ({
      id: cell.id,
      name: cell.name,
      help: cell.help,
      traces: tracesOf(cell),
      kept: cell.gates.filter(({ hidden }) => hidden).map(infoOf),
      diagram: cell.diagram ?? plainDiagram(cell),
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
