/** Keeps the worker checking the gradient of one weight while someone looks at it. */
import type { WeightFrame } from '../../protocol/frames.ts';
import type { Session } from './session.ts';
import { type Readable, Store } from './store.ts';

/** Typing settles before another weight or line is asked for. */
const settleMs = 150;
const firstName = 'rnn.weight_hh_l0';

export interface ChosenWeight {
  /** PyTorch's name of the parameter. */
  name: string;
  /** From 0; null: where the gradient is largest, until the worker has said where that is. */
  place: { row: number; column: number } | null;
  /** ε; null: as far as suits the loss. */
  nudge: number | null;
}

export class WeightWatch {
  readonly #frame = new Store<WeightFrame | null>(null);
  readonly frame: Readable<WeightFrame | null> = this.#frame;
  readonly #chosen = new Store<ChosenWeight>({ name: firstName, place: null, nudge: null });
  readonly chosen: Readable<ChosenWeight> = this.#chosen;

  #session: Session;
  #isOpen = false;
  #watched = '';
  #lastId = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session) {
    this.#session = session;
    session.settings.subscribe(() => this.#watchSoon());
    session.net.info.subscribe((info) => {
      const { name, nudge } = this.chosen.value;
      const isThere = info?.parameterList.some((one) => one.name === name) ?? true;
      this.#chosen.set({ name: isThere ? name : firstName, place: null, nudge });
      this.#watched = '';
      this.#frame.set(null);
      this.#watch();
    });
    session.client.on('weight.frame', ({ frame }) => this.#take(frame));
  }

  /** [rows, columns] of the chosen parameter; a vector has one column. */
  get shape(): [rows: number, columns: number] {
    const { parameterList = [] } = this.#session.net.info.value ?? {};
    const { shape = [] } = parameterList.find(({ name }) => name === this.chosen.value.name) ?? {};
    const [rows = 1, columns = 1] = shape;
    return [rows, columns];
  }

  open(): void {
    this.#isOpen = true;
    this.#watch();
  }

  close(): void {
    this.#isOpen = false;
    this.#watched = '';
    this.#lastId++;
    this.#frame.set(null);
    this.#session.client.send({ type: 'weight.unwatch' });
  }

  choose(change: Partial<ChosenWeight>): void {
    if (change.name !== undefined && change.name !== this.chosen.value.name) this.#frame.set(null);
    this.#chosen.set({ ...this.chosen.value, ...change });
    this.#watchSoon();
  }

  #take(frame: WeightFrame): void {
    // One of what was chosen a moment ago may still be on its way, or another choice be settling.
    if (frame.id !== this.#lastId || this.#wish !== this.#watched) return;
    const { name, place, nudge } = this.chosen.value;
    if (place === null && frame.place) {
      this.#chosen.set({ name, place: frame.place, nudge });
      this.#watched = this.#wish;
    }
    this.#frame.set(frame);
  }

  get #wish(): string {
    return JSON.stringify([this.#session.gates.line, this.chosen.value]);
  }

  #watchSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#watch(), settleMs);
  }

  #watch(): void {
    const { client, net, gates } = this.#session;
    if (!this.#isOpen || !net.info.value || this.#wish === this.#watched) return;
    this.#watched = this.#wish;
    const id = ++this.#lastId;
    client.send({ type: 'weight.watch', id, line: gates.line, ...this.chosen.value });
  }
}
