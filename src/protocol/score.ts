/** How likely sentences are, token by token, and what else might have stood there. */

export interface ScoreWish {
  lines: readonly string[];
  /** Where alternatives are wanted; null: nowhere. */
  chosen: ScorePlace | null;
}

/** A token of one of the sentences, both from 0. */
export interface ScorePlace {
  line: number;
  at: number;
}

export interface ScoreFrame {
  step: number;
  sentences: ScoredSentence[];
  /** Null where none are wanted, or there is no such token. */
  alternatives: (ScorePlace & Alternatives) | null;
}

export interface ScoredSentence {
  /** What is read before the first token: nothing (0⃗), or a token. */
  before: string;
  /** −log P of each, given those before it, nats. */
  tokens: { label: string; nats: number }[];
  /** What is not in the vocabulary, each once. */
  skipped: string[];
  /** Of what was scored, without an end. */
  characters: number;
  /** Tokens behind those that are scored at most. */
  cut: number;
}

export interface Alternatives {
  /** The likeliest, and where it is not among them the one that stands there, as the last. */
  all: { label: string; probability: number }[];
  /** Of the one that stands there among all, from 1. */
  rank: number;
}
