/** What the forecast shows: numbers as they were given, not as the net reads them. */

export interface ForecastFrame {
  step: number;
  /** Some of what is held out. */
  values: Float32Array;
  /** Place of the first of them in the series, from 0. */
  from: number;
  /** What was foretold of each of them, from all values before it. */
  ahead: Float32Array;
  /** What was foretold from this one of `values` on, from the values before it alone. */
  alone: Float32Array;
  aloneFrom: number;
  /** Numbers of the person's own, and how they go on; null where there are none. */
  own: { values: Float32Array; alone: Float32Array; skipped: string[] } | null;
}
