/** What a net answers on examples that it was not trained on, and on a line. */

/** An example, and what the net says of it. */
export interface PredictedExample {
  /** From 0, among those that are held out. */
  index: number;
  /** What is read. */
  shown: readonly string[];
  /** What should be answered: about each that is read, or about all. */
  wanted: readonly string[];
  given: readonly string[];
  /** Of what was given. */
  probabilities: readonly number[];
  isRight: boolean;
}

/** A line of a person's own. */
export interface PredictedLine {
  shown: readonly string[];
  /** Null where it is not known. */
  wanted: readonly (string | null)[];
  given: readonly string[];
  probabilities: readonly number[];
  /** How likely each class is, the likeliest first, where one answer is given for all; else null. */
  odds: { label: string; probability: number }[] | null;
  /** What is not in the vocabulary, each once. */
  skipped: readonly string[];
}

export interface PredictionsFrame {
  step: number;
  /** Held-out examples that were answered, the first ones, of how many. */
  counted: number;
  total: number;
  /** Some of them: the wrong ones first. */
  examples: PredictedExample[];
  /** Null where nothing is typed. */
  line: PredictedLine | null;
}
