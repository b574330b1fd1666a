/** How well a net answers on examples that it was not trained on, and what it says of some of them. */

export interface LabelScore {
  correct: number;
  found: number;
  gold: number;
  /** Shares of 1; 0 where nothing was found, or nothing is there. */
  precision: number;
  recall: number;
  f1: number;
}

/** The best F1 that a reader can have that looks so far ahead: `0`, `1` … words, or `all`. */
export interface ScoreBound {
  lookAhead: string;
  f1: number;
}

export interface PredictionScore {
  /** What the overall score counts. */
  counted: 'entities' | 'words' | 'examples';
  overall: LabelScore;
  /** Share of the answers that are right. */
  accuracy: number;
  /** Answer by answer, by label. */
  labels: ({ label: string } & LabelScore)[];
  /** By rising look-ahead; null where it cannot be known. */
  bounds: readonly ScoreBound[] | null;
}

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
  /** What is not in the vocabulary, each once. */
  skipped: readonly string[];
}

export interface PredictionsFrame {
  step: number;
  /** Held-out examples that were answered, the first ones, of how many. */
  counted: number;
  total: number;
  /** Over all that were answered; null where nothing is held out. */
  score: PredictionScore | null;
  /** Some of them: the wrong ones first. */
  examples: PredictedExample[];
  /** Null where nothing is typed. */
  line: PredictedLine | null;
}
