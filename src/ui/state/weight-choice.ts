/** The weight whose gradient is checked, and what the check found. */
import type { WeightFrame } from '../../protocol/frames.ts';
import type { Session } from './session.ts';
import { type Readable, Store } from './store.ts';

const firstName = 'rnn.weight_hh_l0';

export interface ChosenWeight {
  /** PyTorch's name of the parameter. */
  name: string;
  /** From 0; null: where the gradient is largest, until the worker has said where that is. */
  place: { row: number; column: number } | null;
  /** ε; null: as far as suits the loss. */
  nudge: number | null;
}

export class WeightChoice {
  readonly frame: Readable<WeightFrame | null>;
  readonly #chosen = new Store<ChosenWeight>({ name: firstName, place: null, nudge: null });
  readonly chosen: Readable<ChosenWeight> = this.#chosen;

  #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.frame = session.views.frame('weight');
    this.frame.subscribe((frame) => frame && this.#take(frame));
    session.net.info.subscribe((info) => {
      const { name, nudge } = this.chosen.value;
      const isThere = info?.parameterList.some((one) => one.name === name) ?? true;
      this.#chosen.set({ name: isThere ? name : firstName, place: null, nudge });
    });
  }

  /** Returns the function that ends the looking. */
  see(): () => void {
    const { gates, views } = this.#session;
    return views.see('weight', () => ({ line: gates.line, ...this.chosen.value }));
  }

  /** [rows, columns] of the chosen parameter; a vector has one column. */
  get shape(): [rows: number, columns: number] {
    const { parameterList = [] } = this.#session.net.info.value ?? {};
    const { shape = [] } = parameterList.find(({ name }) => name === this.chosen.value.name) ?? {};
    const [rows = 1, columns = 1] = shape;
    return [rows, columns];
  }

  choose(change: Partial<ChosenWeight>): void {
    if (change.name !== undefined && change.name !== this.chosen.value.name) {
      this.#session.views.clear('weight');
    }
    this.#chosen.set({ ...this.chosen.value, ...change });
    this.#session.views.wishSoon();
  }

  /** Where the gradient was largest is the place that is chosen from now on. */
  #take(frame: WeightFrame): void {
    const { place } = frame;
    if (this.chosen.value.place !== null || !place) return;
    this.#session.views.adopt('weight', () => this.#chosen.set({ ...this.chosen.value, place }));
  }
}
