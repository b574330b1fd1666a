/** What is known about an open text, as far as a person is shown it. */

export type TextSource =
  { kind: 'builtin'; id: string } | { kind: 'file'; file: File } | { kind: 'paste'; text: string };

export interface SymbolCount {
  symbol: string;
  count: number;
}

export interface TextInfo {
  source: 'builtin' | 'file' | 'paste';
  /** Built-in id, file name, or `pasted text`. */
  name: string;
  title: string;
  characters: number;
  /** SHA-256 of the UTF-8 text, first 16 hexadecimal digits. */
  hash: string;
  /** By falling count. */
  symbols: SymbolCount[];
  trainCharacters: number;
  heldOutCharacters: number;
  /** Natural logarithm of the number of symbols: loss of a guess among all alike, nats. */
  chanceLoss: number;
  /** Entropy of single characters, nats. */
  unigramEntropy: number;
  /** Entropy of a character given the one before, nats. */
  bigramEntropy: number;
  encoding: string;
  /** Characters that could not be decoded and became U+FFFD. */
  replacements: number;
  /** The first characters. */
  preview: string;
  /** The first characters of the held-out part. */
  heldOutPreview: string;
  /** Some whole lines (20 to 80 characters) to look at gates with. */
  lines: string[];
}
