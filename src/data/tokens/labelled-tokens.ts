/** Tokens that are answered with and, behind them, labels that are only read: each begins a sequence. */
import type { Encoded, TokenSet } from './token-set.ts';

export class LabelledTokens implements TokenSet {
  readonly tokens: TokenSet;
  readonly labels: readonly string[];

  /** @param labels different ones, in the order of their ids */
  constructor(tokens: TokenSet, labels: readonly string[]) {
    this.tokens = tokens;
    this.labels = labels;
  }

  get size(): number {
    return this.tokens.size + this.labels.length;
  }

  get end(): number | undefined {
    return this.tokens.end;
  }

  /** Of a label, by its number from 0. */
  tokenOf(label: number): number {
    return this.tokens.size + label;
  }

  /** A text has no labels in it. */
  encode(text: string): Encoded {
    return this.tokens.encode(text);
  }

  decode(ids: ArrayLike<number>): string {
    return this.tokens.decode(ids);
  }

  label(id: number): string {
    return this.labels[id - this.tokens.size] ?? this.tokens.label(id);
  }
}
