/** A note that changes or goes away with what it speaks of. */
import type { Notes } from './notes.ts';

export class LastingNote {
  #notes: Notes;
  #said: string | null = null;

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  /** Whether it still stands there. */
  get isShown(): boolean {
    return this.#said !== null && this.#notes.value.includes(this.#said);
  }

  /** In place of what it said before; null: nothing any more. */
  say(sentence: string | null): void {
    if (sentence === this.#said && (sentence === null || this.isShown)) return;
    const before = this.#said;
    this.#said = sentence;
    this.#notes.swap(before, sentence);
  }
}
