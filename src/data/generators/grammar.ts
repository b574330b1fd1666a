/**
 * Languages of which it is known how likely everything is: a state, the symbols that may follow it,
 * and the state that each leads to. A line is read in one way only, so that its probability is a
 * product, and the entropy of the language follows from how often each state is visited.
 */
import type { RandomWords } from '../permutation.ts';

/** What may follow a state. */
export interface Move {
  /** Null ends the line. */
  symbol: string | null;
  /** The state it leads to; of an end it says nothing. */
  to: string;
  probability: number;
}

export interface Grammar {
  /** All that may stand in a line, each once. */
  readonly symbols: readonly string[];
  readonly start: string;
  /** Different symbols, with probabilities that sum to 1. */
  next(state: string): readonly Move[];
}

/** Moves that are equally likely. */
export function evenly(moves: readonly Omit<Move, 'probability'>[]): Move[] {
  return moves.map((move) => ({ ...move, probability: 1 / moves.length }));
}

/** The end of a line, for certain. */
export const ending: readonly Move[] = [{ symbol: null, to: '', probability: 1 }];

/** The same, with the moves of every state that was visited at hand: lines visit few again and again. */
export function remembered(grammar: Grammar): Grammar {
  const known = new Map<string, readonly Move[]>();
  return {
    ...grammar,
    next(state) {
      const before = known.get(state);
      if (before) return before;
      const moves = grammar.next(state);
      known.set(state, moves);
      return moves;
    },
  };
}

/** A random line, without its end. */
export function drawLine(grammar: Grammar, words: RandomWords): string[] {
  const line: string[] = [];
  let state = grammar.start;
  for (;;) {
    const { symbol, to } = drawMove(grammar.next(state), words);
    if (symbol === null) return line;
    line.push(symbol);
    state = to;
  }
}

const fineness = 2 ** 32;

function drawMove(moves: readonly Move[], words: RandomWords): Move {
  if (moves.length === 1) return moves[0];
  let rest = words.below(fineness) / fineness;
  for (const move of moves) {
    rest -= move.probability;
    if (rest < 0) return move;
  }
  return moves[moves.length - 1];
}

/** How a grammar reads a line: what every symbol and the end cost, or where it cannot go on. */
export type Reading =
  | { nats: number[] }
  /** @param at place of the symbol, or of the end, that cannot stand there */
  | { at: number; allowed: string[]; canEnd: boolean };

/** −ln p of every symbol and of the end, each given all before it. */
export function readSymbols(grammar: Grammar, symbols: readonly string[]): Reading {
  const nats: number[] = [];
  let state = grammar.start;
  for (let at = 0; at <= symbols.length; at++) {
    const moves = grammar.next(state);
    const wanted = symbols[at] ?? null;
    const move = moves.find(({ symbol }) => symbol === wanted);
    if (move === undefined) {
      const allowed = moves.flatMap(({ symbol }) => (symbol === null ? [] : [symbol]));
      return { at, allowed, canEnd: allowed.length < moves.length };
    }
    // −ln 1 is −0
    nats.push(Math.abs(Math.log(move.probability)));
    state = move.to;
  }
  return { nats };
}

/** What is known of a language as a whole. */
export interface Entropy {
  /** Nats of a line. */
  ofLine: number;
  /** Symbols of a line on average, its end among them. */
  tokens: number;
  /** Nats of each token: the least mean loss that any reader can have. */
  ofToken: number;
}

/** Probability that may be left over: less than a sum of float64 can tell. */
const negligible = 1e-15;

/**
 * Exact: how likely each state is after 0, 1, 2 … symbols, until all lines have ended, times what is
 * uncertain in it. `isAsked` takes only some symbols as tokens.
 */
export function entropyOf(
  grammar: Grammar,
  isAsked: (symbol: string | null) => boolean = () => true,
): Entropy {
  let [ofLine, tokens] = [0, 0];
  let states = new Map([[grammar.start, 1]]);
  let left = 1;
  while (left > negligible) {
    const after = new Map<string, number>();
    left = 0;
    for (const [state, likely] of states) {
      for (const { symbol, to, probability } of grammar.next(state)) {
        const mass = likely * probability;
        if (isAsked(symbol)) {
          ofLine += mass * Math.abs(Math.log(probability));
          tokens += mass;
        }
        if (symbol === null) continue;
        left += mass;
        after.set(to, (after.get(to) ?? 0) + mass);
      }
    }
    states = after;
  }
  return { ofLine, tokens, ofToken: ofLine / tokens };
}
