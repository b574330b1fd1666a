/** A line as the tokens that a net reads, and the weights that one of them selects. */

export interface TokenLineWish {
  line: string;
  /** Which of its tokens is looked at, from 0. */
  at: number;
}

export interface TokenLineFrame {
  step: number;
  /** Those of the line in order. `label` is as they are listed by count. */
  tokens: { id: number; label: string }[];
  /** What is not in the vocabulary, each once. */
  skipped: string[];
  /** V */
  vocabulary: number;
  /** Null where the line has no token. */
  chosen: ChosenToken | null;
}

export interface ChosenToken {
  at: number;
  /** PyTorch's name of the parameter. */
  parameter: string;
  /**
   * Of each gate that x enters, its name (`u` of W_u) and the weights of its units, as the course
   * multiplies with them; of an embedding one row, without a name.
   */
  rows: { gate: string | null; values: Float32Array<ArrayBuffer> }[];
}
