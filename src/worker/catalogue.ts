/** What there is to choose from, for the page's menus. */
import { allCells } from '../cells/index.ts';
import { optimizers } from '../optimizers/index.ts';
import { tasks } from '../tasks/index.ts';
import type { Catalogue } from '../protocol/catalogue.ts';
import { cellInfo } from './cell-info.ts';

export function catalogue(): Catalogue {
  return {
    cells: allCells.map(cellInfo),
    optimizers: optimizers.map(({ id, name, help, heeds }) => ({
      id,
      name,
      help,
      heeds: [...heeds],
    })),
    tasks: tasks.map(({ info }) => info),
    texts: tasks.flatMap(({ info, sources }) =>
      sources.map((source) => ({ ...source, task: info.id })),
    ),
  };
}
