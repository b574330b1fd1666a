/** Precision, recall and F1 from counts: what was found, what there is, what of it is right. */

export interface ScoreCounts {
  correct: number;
  found: number;
  gold: number;
}

export interface Score extends ScoreCounts {
  /** Shares of 1; 0 where nothing was found, or nothing is there. */
  precision: number;
  recall: number;
  f1: number;
}

export function scoreOf({ correct, found, gold }: ScoreCounts): Score {
  const precision = found > 0 ? correct / found : 0;
  const recall = gold > 0 ? correct / gold : 0;
  const f1 = found + gold > 0 ? (2 * correct) / (found + gold) : 0;
  return { correct, found, gold, precision, recall, f1 };
}
