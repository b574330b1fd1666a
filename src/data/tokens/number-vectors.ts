/** Several numbers at each time step, each column with a scale of its own: their bits, time step by time step. */
import { floatOf, wordOf } from '../../lib/float-words.ts';
import { Numbers } from './numbers.ts';
import type { Encoded, TokenSet } from './token-set.ts';

/** What stands between time steps of several numbers. */
const between = '/';
/** Parts of their deviation that numbers are shown to where several stand beside one another. */
const partsBeside = 100;
/** Numbers of a time step that its label has. */
const mostShown = 4;

export class NumberVectors implements TokenSet {
  readonly size = 0;
  /** [F] */
  readonly columns: readonly Numbers[];

  /** @param rows what scales are taken from. [T][F] */
  constructor(rows: readonly (readonly number[])[]) {
    const [first] = rows;
    const parts = first.length === 1 ? undefined : partsBeside;
    this.columns = first.map((_, column) =>
      Numbers.scaledTo(
        rows.map((row) => row[column]),
        parts,
      ),
    );
  }

  /** [T, F] */
  words(rows: readonly (readonly number[])[]): Uint32Array<ArrayBuffer> {
    const width = this.columns.length;
    const words = new Uint32Array(rows.length * width);
    rows.forEach((row, time) => {
      this.columns.forEach(({ scale: { mean, deviation } }, at) => {
        words[time * width + at] = wordOf((row[at] - mean) / deviation);
      });
    });
    return words;
  }

  /** As they were given, of words [T, F]. */
  values(words: ArrayLike<number>): Float32Array<ArrayBuffer> {
    return this.given(Array.from(words, floatOf));
  }

  /** The same of scaled numbers [T, F]. */
  given(scaled: ArrayLike<number>): Float32Array<ArrayBuffer> {
    const { columns } = this;
    return Float32Array.from(scaled, (value, at) => {
      const { mean, deviation } = columns[at % columns.length].scale;
      return value * deviation + mean;
    });
  }

  /** Time steps of several numbers stand between slashes; those that are none are left out. */
  encode(text: string): Encoded {
    const { columns } = this;
    if (columns.length === 1) return columns[0].encode(text);
    const steps = text.split(between).map((step) => step.trim());
    const rows = steps.map((step) => step.split(/[\s,;]+/).map(Number));
    const isRow = (_: unknown, at: number) =>
      rows[at].length === columns.length && rows[at].every(Number.isFinite);
    const skipped = steps.filter((step, at) => step !== '' && !isRow(step, at));
    return { tokens: this.words(rows.filter(isRow)), skipped: [...new Set(skipped)] };
  }

  decode(words: ArrayLike<number>): string {
    return this.#rows(words)
      .map((row) => this.#labels(row).join(' '))
      .join(` ${between} `);
  }

  /** Of one column: its number; of several, as it is scaled. */
  label(word: number): string {
    const { columns } = this;
    return columns.length === 1 ? columns[0].label(word) : floatOf(word).toFixed(2);
  }

  /** The first of them, without spaces, so that it is one word among others. */
  vectorLabel(words: ArrayLike<number>): string {
    const all = this.#labels(words);
    return (all.length > mostShown ? [...all.slice(0, mostShown), '…'] : all).join(',');
  }

  /** One for each time step. */
  labels(words: ArrayLike<number>): string[] {
    return this.#rows(words).map((row) => this.vectorLabel(row));
  }

  #labels(row: ArrayLike<number>): string[] {
    return Array.from(row, (word, at) => this.columns[at].label(word));
  }

  /** [T][F] */
  #rows(words: ArrayLike<number>): number[][] {
    const width = this.columns.length;
    return Array.from({ length: words.length / width }, (_, time) =>
      Array.from({ length: width }, (__, at) => words[time * width + at]),
    );
  }
}
