/** A note that changes or goes away with what it speaks of. */
import type { Store } from './store.ts';

export class LastingNote {
  #notes: Store<readonly string[]>;
  #said: string | null = null;

  constructor(notes: Store<readonly string[]>) {
    this.#notes = notes;
  }

  /** Whether it still stands there. */
  get isShown(): boolean {
    return this.#said !== null && this.#notes.value.includes(this.#said);
  }

  /** In place of what it said before; null: nothing any more. */
  say(sentence: string | null): void {
    if (sentence === this.#said && (sentence === null || this.isShown)) return;
    const others = this.#notes.value.filter((note) => note !== this.#said);
    const isGone = others.length < this.#notes.value.length;
    this.#said = sentence;
    if (sentence !== null) this.#notes.set([...others, sentence]);
    else if (isGone) this.#notes.set(others);
  }
}
