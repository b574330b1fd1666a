/** What is known about an open text, as far as a person is shown it. */
import type { MetricBound, WordedLabel } from './metrics.ts';
import type { Problem } from '../lib/problems.ts';

export type TextSource =
  | { kind: 'builtin'; id: string }
  /**
   * `kept`: not the person's own file but what was kept of its text, in UTF-8; `facts` are then what
   * was known of it. `readAnyway`: whatever it looks like. `asBefore`: by the rules of older pages.
   */
  | {
      kind: 'file';
      file: File;
      kept?: boolean;
      facts?: KeptText;
      firstPart?: boolean;
      readAnyway?: boolean;
      asBefore?: boolean;
    }
  /** Joined in the natural order of their paths. */
  | { kind: 'files'; files: readonly BroughtFile[]; firstPart?: boolean }
  /** `firstPart`: no more than the largest text that can be read. */
  | { kind: 'paste'; text: string; firstPart?: boolean; asBefore?: boolean };

/** One of several that were brought at once. */
export interface BroughtFile {
  /** Its name behind those of its folders: `poems/1.txt`. */
  path: string;
  file: File;
}

/** One of the files that a text was joined from. */
export interface FileInText {
  /** Its path; of what was in an archive, behind that of the archive. */
  name: string;
  /** Where it begins in the text, and how long it is, in characters. */
  from: number;
  characters: number;
  encoding: string;
}

/** One that was brought with them and is not read. */
export interface SkippedFile {
  name: string;
  problem: Problem;
}

/** How a text came out of the bytes that were given. */
export interface TextReading {
  encoding: string;
  /** Characters that could not be decoded and became U+FFFD. */
  replacements: number;
  /** Different characters, and how often they stood, that became U+FFFD because they were rare. */
  rare: { symbols: number; characters: number };
  /** Bytes (characters, if pasted) of the whole text where only its start was read, else null. */
  partOf: number | null;
  /** Of a text that was joined from several files, or unpacked. */
  files?: readonly FileInText[];
}

/** What was known of a text when it was opened; of older runs, how it was read is not. */
export interface KeptText extends Partial<TextReading> {
  source: TextInfo['source'];
  name: string;
  title: string;
}

export interface SymbolCount {
  symbol: string;
  count: number;
}

/** What there is of data that are read row by row. */
export interface TextInfo extends TextReading {
  source: 'builtin' | 'file' | 'paste';
  /** Built-in id, file name, or `pasted text`. */
  name: string;
  title: string;
  /** What was brought with its files and is not read; what is kept of a text does not say. */
  skipped?: readonly SkippedFile[];
  tokens: number;
  /** SHA-256 of the UTF-8 text, first 16 hexadecimal digits. */
  hash: string;
  /** By falling count. */
  symbols: SymbolCount[];
  trainTokens: number;
  heldOutTokens: number;
  /** Natural logarithm of the number of symbols: loss of a guess among all alike, nats. */
  chanceLoss: number;
  /** Entropy of single characters, nats. */
  unigramEntropy: number;
  /** Entropy of a character given the one before, nats. */
  bigramEntropy: number;
  /** Of numbers: losses of naive forecasts, instead of chance, unigram and bigram. */
  guesses?: readonly (WordedLabel & { loss: number })[];
  /** Of numbers: what is taken from each before the net reads it, and what it is divided by then. */
  scale?: { mean: number; deviation: number };
  /** The same column by column, where there are several. */
  scales?: readonly { name: string; mean: number; deviation: number }[];
  /** Where it is more than words: `HTML`, `JSON` … */
  format?: string;
  /** The text that its net had learned before. */
  former?: FormerText;
  /** The first characters. */
  preview: string;
  /** The first characters of the held-out part. */
  heldOutPreview: string;
  /** What nets that learn from it are measured against, where that is known. */
  bounds?: readonly MetricBound[];
  /** Of tokens that are more than characters, those that are held out. */
  perToken?: PerToken;
  /** Of data from a source whose chances are known. */
  knownLoss?: KnownLoss;
  /** Some whole lines (20 to 80 characters) to look at gates with. */
  lines: string[];
  /** Lines that the data bring to be tried: the course's own. */
  tries?: string[];
  /** Of data that are read row by row. */
  rows?: RowsInfo;
}

/** A text that a net had learned before it went on with another one. */
export interface FormerText {
  title: string;
  /** After which it went on. */
  step: number;
  /** What it wrote then. */
  sample: string;
}

/** The mean loss of a reader that knows how likely everything is: no net can expect to have less. Nats. */
export interface KnownLoss {
  /** On all that the source can say: its entropy. */
  entropy: number;
  /** On what happens to be held out. */
  heldOut: number;
}

/** Means over held-out tokens: what makes losses of different tokens comparable. */
export interface PerToken {
  /** Characters that one stands for; white space between words is one. */
  characters: number;
  /** What it costs beside its loss to spell what is not in the vocabulary, nats. */
  spelling: number;
  /** Which share is `<UNK>`, 0…1; null where everything is in the vocabulary. */
  unknown: number | null;
  /** What that share would be with other sizes of the vocabulary. */
  coverage: readonly { vocabulary: number; unknown: number }[];
}

export interface RowsInfo {
  /** Those that are used: trained on, and held out. */
  total: number;
  train: number;
  heldOut: number;
  /** The data say themselves which are held out. */
  isSplitGiven?: true;
  /** Length of the longest, in time steps. */
  longest: number;
  /** Those that are not used. */
  refused: number;
  /** What is wrong with them, by row; of very many, the first. */
  remarks: RowRemark[];
  /** How many more there are. */
  unlisted: number;
  /** Where every row begins with one: all labels, in their order. */
  labels?: string[];
  /** Of a table: what its columns are called, and which of them is read. */
  columns?: string[];
  column?: string;
}

export interface RowRemark {
  /** Line of the file in which the row begins, from 1; null where the whole is meant. */
  row: number | null;
  problem: Problem;
}
