/** The weight whose gradient is checked, and what the check found. */
import type { WeightFrame } from '../../protocol/frames.ts';
import type { NetInfo } from '../../protocol/net-info.ts';
import type { ShownLine } from './shown-line.ts';
import { type Readable, Store } from './store.ts';
import type { ViewStore } from './view-store.ts';

/** The recurrent weights, or where there are none those of what is read. */
const firstNames = ['rnn.weight_hh_l0', 'rnn.weight_ih_l0'] as const;

export interface ChosenWeight {
  /** PyTorch's name of the parameter. */
  name: string;
  /** From 0; null: where the gradient is largest, until the worker has said where that is. */
  place: { row: number; column: number } | null;
  /** ε; null: as far as suits the loss. */
  nudge: number | null;
}

interface Needs {
  views: ViewStore;
  net: Readable<NetInfo | null>;
  gates: Pick<ShownLine, 'line'>;
}

export class WeightChoice {
  readonly frame: Readable<WeightFrame | null>;
  readonly #chosen = new Store<ChosenWeight>({ name: firstNames[0], place: null, nudge: null });
  readonly chosen: Readable<ChosenWeight> = this.#chosen;

  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.frame = needs.views.frame('weight');
    this.frame.subscribe((frame) => frame && this.#take(frame));
    needs.net.subscribe((info) => {
      const { name, nudge } = this.chosen.value;
      const isThere = (name: string) =>
        info?.parameterList.some((one) => one.name === name) ?? true;
      const known = [name, ...firstNames].find(isThere) ?? name;
      this.#chosen.set({ name: known, place: null, nudge });
    });
  }

  /** Returns the function that ends the looking. */
  see(): () => void {
    const { gates, views } = this.#needs;
    return views.see('weight', () => ({ line: gates.line, ...this.chosen.value }));
  }

  /** [rows, columns] of the chosen parameter; a vector has one column. */
  get shape(): [rows: number, columns: number] {
    const { parameterList = [] } = this.#needs.net.value ?? {};
    const { shape = [] } = parameterList.find(({ name }) => name === this.chosen.value.name) ?? {};
    const [rows = 1, columns = 1] = shape;
    return [rows, columns];
  }

  choose(change: Partial<ChosenWeight>): void {
    if (change.name !== undefined && change.name !== this.chosen.value.name) {
      this.#needs.views.clear('weight');
    }
    this.#chosen.set({ ...this.chosen.value, ...change });
    this.#needs.views.wishSoon();
  }

  /** Where the gradient was largest is the place that is chosen from now on. */
  #take(frame: WeightFrame): void {
    const { place } = frame;
    if (this.chosen.value.place !== null || !place) return;
    this.#needs.views.adopt('weight', () => this.#chosen.set({ ...this.chosen.value, place }));
  }
}
