/** Rows as sequences of tokens: what is read and what is wanted at each time step. */
import { ShapeError } from '../lib/errors.ts';
import { floatOf, wordOf } from '../lib/float-words.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';
import type { TokenSet } from './tokens/token-set.ts';

/** One sequence. */
export interface Sequence {
  /** Tokens, or `noToken`. */
  inputs: ArrayLike<number>;
  /** Tokens, or `maskedTarget` where nothing is wanted: as many as inputs, or one for all of them. */
  targets: ArrayLike<number>;
  /** Tokens that are read to their end before it begins; absent: nothing is. */
  source?: ArrayLike<number>;
  /** Numbers of a time step, where inputs are their bits; absent: 1. */
  features?: number;
}

/** A sequence as it is handed to a plan of one. */
export interface TokenLine {
  /** What is read at each time step: tokens, or `noToken`, [T], or the bits of numbers, [T, F]. */
  tokens: Uint32Array<ArrayBuffer>;
  /** F; absent: 1. */
  features?: number;
  /** What is wanted there, `maskedTarget` where nothing is known. [T], or as the objective says */
  targets: Uint32Array<ArrayBuffer>;
  /** What is read to its end before; absent: nothing is. */
  source?: Uint32Array<ArrayBuffer>;
}

export function tokenLine({ inputs, targets, source, features }: Sequence): TokenLine {
  return {
    ...{ tokens: Uint32Array.from(inputs), targets: Uint32Array.from(targets) },
    ...(features && { features }),
    ...(source && { source: Uint32Array.from(source) }),
  };
}

/** T. */
export function stepsIn({ inputs, features = 1 }: Pick<Sequence, 'inputs' | 'features'>): number {
  return inputs.length / features;
}

/** T. */
export function stepsOf({ tokens, features }: Pick<TokenLine, 'tokens' | 'features'>): number {
  return stepsIn({ inputs: tokens, features });
}

/** A word for each time step: its token, or the bits of the mean of its numbers. */
export function stepWords({
  inputs,
  features = 1,
}: Pick<Sequence, 'inputs' | 'features'>): ArrayLike<number> {
  if (features === 1) return inputs;
  return Array.from({ length: inputs.length / features }, (_, time) => {
    const own = Array.from({ length: features }, (_, at) => inputs[time * features + at]);
    if (own[0] === noToken) return noToken;
    return wordOf(own.reduce((sum, word) => sum + floatOf(word), 0) / features);
  });
}

/** Of a batch of rows, time steps for each one that is asked for: it may be padded as far as this. */
const mostPadding = 4;

/**
 * Some of many rows, always the same, from places spread evenly over them: as many as take about so
 * many time steps, fewer where one is so long that the others would be padding; one at least.
 */
export function sampleOf(rows: readonly Sequence[], timeSteps: number): TokenLine[] {
  const all = rows.reduce((sum, row) => sum + stepsIn(row), 0);
  const wanted = Math.round((timeSteps * rows.length) / Math.max(1, all));
  for (let count = Math.min(rows.length, wanted); count > 1; count--) {
    const taken = Array.from(
      { length: count },
      (_, at) => rows[Math.floor((at * rows.length) / count)],
    );
    if (longestOf(taken) * count <= mostPadding * timeSteps) return taken.map(tokenLine);
  }
  return rows.slice(0, 1).map(tokenLine);
}

/** A stretch of a text: each token is wanted after those before it; what follows the last is not known. */
export function stretch(tokens: ArrayLike<number>): TokenLine {
  const targets = new Uint32Array(tokens.length).fill(maskedTarget);
  for (let time = 1; time < tokens.length; time++) targets[time - 1] = tokens[time];
  return { tokens: Uint32Array.from(tokens), targets };
}

/**
 * Time steps up to the last one at which something is wanted: what a gradient reaches back from. All
 * of them where answers depend on what is read later, or are one for all; none where nothing is wanted.
 */
export function askedSteps(line: TokenLine, readsAhead = false): number {
  const { targets } = line;
  const timeSteps = stepsOf(line);
  const width = targets.length / Math.max(1, timeSteps);
  const last = targets.findLastIndex((target) => target !== maskedTarget);
  if (last < 0) return 0;
  return readsAhead ? timeSteps : Math.floor(last / width) + 1;
}

/**
 * A line as the course has it: x⟨1⟩ = 0⃗, x⟨t⟩ = y⟨t−1⟩, and the last y is `<EOS>`.
 * @param isAsked the targets that are wanted, where not all are
 * @param first what it begins with instead of nothing: a label
 */
export function lineSequence(
  text: string,
  set: TokenSet,
  isAsked?: (token: number) => boolean,
  first: number = noToken,
): Sequence {
  if (set.end === undefined) {
    throw new ShapeError({
      where: 'sequences',
      what: 'lines need a token that ends them',
      values: { tokens: set.size },
      advice: 'Make the set of tokens with an end',
    });
  }
  const tokens = Array.from(set.encode(text).tokens);
  const targets = [...tokens, set.end];
  const wanted = isAsked ? targets.map((one) => (isAsked(one) ? one : maskedTarget)) : targets;
  return { inputs: [first, ...tokens], targets: wanted };
}

/**
 * A word and its tag at each time step. With a look-ahead of k, the tag of word t is wanted k steps
 * later, when k more words have been read; behind the last word nothing is read.
 */
export function taggedSequence(
  words: ArrayLike<number>,
  tags: ArrayLike<number>,
  lookAhead = 0,
): Sequence {
  const nothing = (value: number) => new Array<number>(lookAhead).fill(value);
  return {
    inputs: [...Array.from(words), ...nothing(noToken)],
    targets: [...nothing(maskedTarget), ...Array.from(tags)],
  };
}

/** What is read, and one answer for all of it: a class, or `maskedTarget`. */
export function labelledSequence(tokens: ArrayLike<number>, target: number): Sequence {
  return { inputs: tokens, targets: [target] };
}

/**
 * A source, and what is written when it has been read: x⟨1⟩ = 0⃗ is the start, and the last y is the end.
 * @param target null where nobody knows it: only its start is read, and nothing is wanted
 */
export function translatedSequence(
  source: ArrayLike<number>,
  target: ArrayLike<number> | null,
  end: number,
): Sequence {
  const written = Array.from(target ?? []);
  const targets = target ? [...written, end] : [maskedTarget];
  return { source, inputs: [noToken, ...written], targets };
}

/** Time steps that a batch of these needs: those of the longest; nothing is cut. */
export function longestOf(sequences: readonly Sequence[]): number {
  return sequences.reduce((longest, one) => Math.max(longest, stepsIn(one)), 0);
}

/** Time steps of the longest source, by the name of the input; of sequences that read none, nothing. */
export function sourceSteps(
  sequences: readonly Pick<Sequence, 'source'>[],
): Readonly<Record<string, number>> | undefined {
  const longest = sequences.reduce((most, { source }) => Math.max(most, source?.length ?? 0), 0);
  return longest > 0 ? { source: longest } : undefined;
}
