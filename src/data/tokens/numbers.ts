/**
 * Numbers where other data have tokens: the bits of what the net reads, which is scaled. Nobody tells
 * them apart by number, so there is no set of them.
 */
import { formatShort } from '../../lib/format.ts';
import { floatOf, wordOf } from '../../lib/float-words.ts';
import type { Encoded, TokenSet } from './token-set.ts';

/** What is taken from each number, and what it is divided by then. */
export interface Scale {
  mean: number;
  deviation: number;
}

export class Numbers implements TokenSet {
  readonly size = 0;
  readonly scale: Scale;
  /** Parts of the deviation that numbers are shown to. */
  readonly #parts: number;

  constructor(scale: Scale, parts = 1000) {
    this.scale = scale;
    this.#parts = parts;
  }

  /** Mean and standard deviation of these; of equal ones 1. */
  static scaledTo(values: ArrayLike<number>, parts?: number): Numbers {
    const all = Array.from(values);
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const squares = all.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return new Numbers({ mean, deviation: Math.sqrt(squares / all.length) || 1 }, parts);
  }

  words(values: readonly number[]): Uint32Array<ArrayBuffer> {
    const { mean, deviation } = this.scale;
    return Uint32Array.from(values, (value) => wordOf((value - mean) / deviation));
  }

  /** As it was given. */
  value(word: number): number {
    return floatOf(word) * this.scale.deviation + this.scale.mean;
  }

  /** Numbers between spaces, commas and semicolons; the rest is left out. */
  encode(text: string): Encoded {
    const parts = text.split(/[\s,;]+/).filter(Boolean);
    const isNumber = (part: string) => Number.isFinite(Number(part));
    return {
      tokens: this.words(parts.filter(isNumber).map(Number)),
      skipped: [...new Set(parts.filter((part) => !isNumber(part)))],
    };
  }

  decode(words: ArrayLike<number>): string {
    return Array.from(words, (word) => this.label(word)).join(' ');
  }

  label(word: number): string {
    return this.shown(this.value(word));
  }

  /** No longer than tells it from its neighbours. */
  shown(value: number): string {
    const unit = this.scale.deviation / this.#parts;
    if (Math.abs(value) < unit / 2) return '0';
    const digits = Math.ceil(Math.log10(Math.max(1, Math.abs(value) / unit)));
    return formatShort(value, Math.max(1, Math.min(9, digits)));
  }
}
