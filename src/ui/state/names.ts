/** How things are called in sentences that the engine names by ids, or by what they are made of. */
import type { RunTitle } from '../../lib/run-name.ts';
import type { Names } from '../words/problems/said.ts';
import { nameOfRun } from '../words/runs.ts';
import type { Engine } from './engine.ts';
import type { Readable } from './store.ts';

export class EngineNames implements Names {
  readonly #engine: Readable<Engine>;

  constructor(engine: Readable<Engine>) {
    this.#engine = engine;
  }

  get catalogue() {
    return this.#engine.value.catalogue;
  }

  cellOf({ cell }: RunTitle): string {
    return this.catalogue?.cells.find(({ id }) => id === cell)?.name ?? cell;
  }

  /** A method of its own: words ask for it without the object. */
  readonly nameOf = (run: RunTitle): string => nameOfRun(run, this.cellOf(run));
}
