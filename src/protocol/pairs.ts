/** What a net writes when it has read a source. */

import type { Problem } from '../lib/problems.ts';

/** A held-out pair, and what the net writes for its source. */
export interface WrittenPair {
  source: string;
  wanted: string;
  given: string;
  isRight: boolean;
}

/** What was followed to the end. */
export interface WrittenAnswer {
  text: string;
  probability: number;
  /** It went on, longer than anything in the data. */
  isCut: boolean;
}

/** For a source of a person's own. */
export interface WrittenLine {
  source: string;
  /** Null where nobody knows. */
  wanted: string | null;
  /** The likeliest first; none where the net can read nothing of it. */
  given: readonly WrittenAnswer[];
  /** What of the line is in no source of the data, each once. */
  skipped: readonly string[];
}

export interface PairsFrame {
  step: number;
  /** Held-out pairs that were answered, the first ones, of how many. */
  counted: number;
  total: number;
  /** The wrong ones first. */
  examples: WrittenPair[];
  /** Why none can be answered. */
  problem: Problem | null;
}

export interface WrittenFrame {
  step: number;
  /** Null where nothing is typed. */
  line: WrittenLine | null;
  /** Why it cannot be answered. */
  problem: Problem | null;
}

/** Where a net looks while it writes. */
export interface AttentionFrame {
  step: number;
  /** What is read, token by token, and what is written, with its end. */
  source: readonly string[];
  written: readonly string[];
  /** [written, source]: shares of 1; null where the net looks nowhere, or nothing is typed. */
  weights: Float32Array<ArrayBuffer> | null;
  /** Why it cannot be shown. */
  problem: Problem | null;
}
