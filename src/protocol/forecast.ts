/** What the forecast shows: numbers as they were given, not as the net reads them. */

export interface ForecastFrame {
  step: number;
  /** What the columns that are predicted are called. [K] */
  columns: readonly string[];
  /** Some of what is held out. [T, K] */
  values: Float32Array;
  /** Place of the first of them in the series, from 0. */
  from: number;
  /** What was foretold of each of them, from all values before it. [T, K] */
  ahead: Float32Array;
  /**
   * What was foretold from this one of `values` on, from the values before it alone; none where the net
   * does not predict all that it reads. [.., K]
   */
  alone: Float32Array;
  aloneFrom: number;
  /**
   * Numbers of the person's own, as far as they are of these columns, and how they go on: one time step
   * where the net does not predict all that it reads. [.., K]; null where there are none.
   */
  own: { values: Float32Array; alone: Float32Array; skipped: string[] } | null;
}
