/**
 * What a person has chosen to look at and what is pointed at: one state, shared by the gates panel
 * and the tabs. The layer is a setting.
 */
import { type Readable, Store } from './store.ts';

/** One value of a picture: a unit of the layer and a position in the line, both from 0. */
export interface Place {
  unit: number;
  timeStep: number;
}

export class Selection {
  readonly #tab = new Store<string | null>(null);
  /** Id of the open tab; null while all are folded away. */
  readonly tab: Readable<string | null> = this.#tab;
  readonly #sought = new Store<string | null>(null);
  /** The tab that a button elsewhere on the page leads to, until it is in sight. */
  readonly sought: Readable<string | null> = this.#sought;
  readonly #unit = new Store(0);
  /** 0-based unit of the layer. */
  readonly unit: Readable<number> = this.#unit;
  readonly #timeStep = new Store(0);
  /** 0-based position in the gates panel's line. */
  readonly timeStep: Readable<number> = this.#timeStep;
  readonly #chosenIn = new Store<{ trace: string } | null>(null);
  /** Of which trace the picture was in which a place was chosen last; a new object each time. */
  readonly chosenIn: Readable<{ trace: string } | null> = this.#chosenIn;
  readonly #pointed = new Store<Place | null>(null);
  /** What the pointer is over in a picture: shown before what was chosen, while it is. */
  readonly pointed: Readable<Place | null> = this.#pointed;
  readonly #trace = new Store<string | null>(null);
  /** The trace whose row, equation or picture is pointed at or has the focus. */
  readonly trace: Readable<string | null> = this.#trace;
  readonly #solo = new Store<string | null>(null);
  /** The one trace that the gates panel shows, or null for all. */
  readonly solo: Readable<string | null> = this.#solo;

  #isOwn = false;
  #isSuggesting = false;

  constructor() {
    for (const store of [this.unit, this.timeStep]) {
      store.subscribe(() => (this.#isOwn ||= !this.#isSuggesting));
    }
  }

  /** A person has chosen a place. */
  get isOwn(): boolean {
    return this.#isOwn;
  }

  choose({ unit, timeStep }: Place): void {
    this.#isOwn ||= !this.#isSuggesting;
    this.#unit.set(unit);
    this.#timeStep.set(timeStep);
  }

  chooseUnit(unit: number): void {
    this.#unit.set(unit);
  }

  chooseTimeStep(timeStep: number): void {
    this.#timeStep.set(timeStep);
  }

  chooseIn(trace: string, place: Place): void {
    this.choose(place);
    this.#chosenIn.set({ trace });
  }

  /** Where to look at first; it gives way to what a person has chosen. */
  suggest(place: Place): void {
    if (this.#isOwn) return;
    this.#isSuggesting = true;
    this.choose(place);
    this.#isSuggesting = false;
  }

  /** What was chosen, within what a frame has: another line may be shorter. */
  chosen({ hiddenSize, tokens }: { hiddenSize: number; tokens: unknown[] }): Place {
    return {
      unit: Math.max(0, Math.min(hiddenSize - 1, this.unit.value)),
      timeStep: Math.max(0, Math.min(tokens.length - 1, this.timeStep.value)),
    };
  }

  /** null: at none. */
  pointAt(place: Place | null): void {
    this.#pointed.set(place);
  }

  /** null: at none. */
  pointAtTrace(trace: string | null): void {
    this.#trace.set(trace);
  }

  openTab(id: string): void {
    this.#tab.set(id);
  }

  closeTab(): void {
    this.#tab.set(null);
  }

  toggleTab(id: string): void {
    this.#tab.set(this.tab.value === id ? null : id);
  }

  /** Opens a tab for who is somewhere else on the page. */
  leadToTab(id: string): void {
    this.#tab.set(id);
    this.#sought.set(id);
  }

  /** The tab that was led to is in sight. */
  arrived(): void {
    this.#sought.set(null);
  }

  toggleSolo(trace: string): void {
    this.#solo.set(this.solo.value === trace ? null : trace);
  }
}
