/** The net as a compressor: a text becomes a file, and a file the text again. */
import type { Settings } from '../config/settings.ts';

export type PackingMessage =
  /**
   * A text of a person's own, a file in UTF-8, or what is held out (null), packed by the weights of now:
   * answered with the same id by `pack.packed` or `pack.refused`. Training goes on; what was under way is
   * given up.
   */
  | { type: 'pack.text'; id: number; text: string | Blob | null }
  /** Answered by `pack.opened` or `pack.refused`. */
  | { type: 'pack.open'; id: number; file: Blob }
  /** Two kept runs, by id, on each other’s texts: answered by `pack.compared` or `pack.refused`. */
  | { type: 'pack.compare'; id: number; runs: readonly [string, string] }
  /** What is under way is given up: it has no answer. */
  | { type: 'pack.cancel' };

export type PackingAnswer =
  /** In tokens. */
  | { type: 'pack.progress'; id: number; done: number; total: number }
  | { type: 'pack.packed'; id: number; packed: PackedText }
  | { type: 'pack.opened'; id: number; text: string; step: number }
  | { type: 'pack.compared'; id: number; compared: ComparedTexts }
  | { type: 'pack.refused'; id: number; problem: PackingProblem };

export interface PackedText {
  file: Uint8Array<ArrayBuffer>;
  /** Of the weights it was packed by, and can be unpacked by. */
  step: number;
  /** By code point. */
  characters: number;
  tokens: number;
  /** Of these, spelled: the vocabulary lacks them. */
  escaped: number;
  bytes: PackedBytes;
}

/** What the text takes, in bytes. */
export interface PackedBytes {
  /** The file, its head and all. */
  net: number;
  /** In UTF-8. */
  plain: number;
  /** Null where the browser does not pack. */
  gzip: number | null;
  /** By how often each token follows each in what is trained on. */
  bigram: number;
  /** All tokens alike. */
  chance: number;
}

/** Two nets, each trained on a text of its own. */
export interface ComparedTexts {
  nets: readonly [ComparedNet, ComparedNet];
  /** Texts that they wrote, as many by each, in an order that tells nothing. */
  written: readonly { text: string; by: 0 | 1 }[];
}

export interface ComparedNet {
  /** Of its text. */
  title: string;
  step: number;
  /** What of its own held-out text is read, by code point. */
  characters: number;
  /** What the first net’s and the second net’s held-out text cost it. */
  costs: readonly [TextCost, TextCost];
}

export interface TextCost {
  /** Per character, the spelling of what the net lacks included. */
  bits: number;
  /** Symbols that the net lacks, and that are spelled. */
  lacking: number;
}

type Level = Settings['level'];
type Sequences = Settings['sequences'];
type None = Record<string, never>;

/** What keeps a text from being packed, or a file from being read; told by the panel that packs. */
export interface PackingProblems {
  'no net to pack with': None;
  /** Of what is expected where a text goes on. */
  'net reads ahead': None;
  'net without odds': None;
  'text not in UTF-8': None;
  'text too long to pack': { characters: number; limit: number };
  'packed file empty': None;
  'no packed file': None;
  'packed file damaged': None;
  'packed by another version': { version: number; known: number };
  'packed with other tokens': {
    level: Level;
    sequences: Sequences;
    ownLevel: Level;
    ownSequences: Sequences;
  };
  'packed with another vocabulary': None;
  'packed with other weights': { step: number; ownStep: number };
  /** What was computed here are not the numbers that were computed there. */
  'unpacked otherwise': None;
  'nothing held out': { title: string };
  'kept run not read': None;
  'packing failed': { reason: string };
}

export type PackingProblem = {
  [Code in keyof PackingProblems]: { code: Code; values: PackingProblems[Code] };
}[keyof PackingProblems];
