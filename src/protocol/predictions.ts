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
