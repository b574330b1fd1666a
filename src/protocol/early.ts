/** What a net that answers once says before it has read all. */

/** How many of the held-out examples it has right once it has read this share of each. */
export interface EarlyScore {
  share: number;
  right: number;
}

/** What it says of one sequence, the longer it reads. */
export interface EarlyAnswers {
  /** Time steps read. [P] */
  read: number[];
  /** Of the whole sequence. */
  timeSteps: number;
  /** How likely each class is then, in the order of `classes`. [P][C] */
  odds: number[][];
  /** What could not be read. */
  skipped: readonly string[];
}

export interface EarlyFrame {
  step: number;
  classes: string[];
  /** Examples that were read, of how many. */
  counted: number;
  total: number;
  scores: EarlyScore[];
  /** Null where none is given. */
  line: EarlyAnswers | null;
}
