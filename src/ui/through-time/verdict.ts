/** How far back a curve over the lag reaches. */
import { exploded, type LagCurve, vanished } from './lag-curves.ts';

/** All values are shares of lag 0. */
export type Verdict =
  | { kind: 'unknown' }
  /** Still above `exploded` at the largest lag; `times` is the most. */
  | { kind: 'explodes'; lag: number; times: number }
  /**
   * Below `vanished` beyond `reach`, and down to `left` at the largest lag `last`. `peak`: where it is
   * above `exploded` on the way.
   */
  | {
      kind: 'vanishes';
      reach: number;
      last: number;
      left: number;
      peak: { lag: number; times: number } | null;
    }
  | { kind: 'reaches'; last: number; left: number };

export function verdictOf(curve: LagCurve): Verdict {
  const last = curve.findLastIndex((value) => value !== null);
  if (last < 1) return { kind: 'unknown' };
  const values = curve.map((value) => value ?? 0);
  const lag = values.indexOf(Math.max(...values));
  const peak = values[lag] > exploded ? { lag, times: values[lag] } : null;
  const left = values[last];
  const reach = values.findLastIndex((value) => value >= vanished);
  if (reach < last) return { kind: 'vanishes', reach, last, left, peak };
  return peak ? { kind: 'explodes', ...peak } : { kind: 'reaches', last, left };
}
