/** What anybody can say of the next value without learning anything: what nets are measured against. */

export interface NaiveForecast {
  label: string;
  /** That stand in the label. */
  values?: { season: number };
  /** From all values before it. */
  at: (index: number) => number;
}

/** Values that a season has at most. */
const longestSeason = 500;

/** @param trained how many of the values are known beforehand: seasons and means are those of them */
export function naiveForecasts(values: ArrayLike<number>, trained: number): NaiveForecast[] {
  let sum = 0;
  for (let at = 0; at < trained; at++) sum += values[at];
  const mean = sum / trained;
  const season = seasonOf(values, trained);
  return [
    { label: 'last value', at: (index) => values[index - 1] },
    { label: 'mean', at: () => mean },
    {
      ...{ label: 'one season before ({season})', values: { season } },
      at: (index) => values[index - season],
    },
  ];
}

/** Mean of the squares of what a forecast is off by, over the values from `from` on. */
export function squaredErrorOf(
  { at }: NaiveForecast,
  values: ArrayLike<number>,
  from: number,
  end = values.length,
): number {
  let sum = 0;
  for (let index = from; index < end; index++) sum += (at(index) - values[index]) ** 2;
  return sum / (end - from);
}

/** How far back the value was that is most like the present one, over the training part. */
function seasonOf(values: ArrayLike<number>, trained: number): number {
  const most = Math.max(2, Math.min(longestSeason, Math.floor(trained / 3)));
  let [best, least] = [2, Infinity];
  for (let lag = 2; lag <= most && lag < trained; lag++) {
    const before = { label: '', at: (index: number) => values[index - lag] };
    const error = squaredErrorOf(before, values, most, trained);
    if (error < least) [best, least] = [lag, error];
  }
  return best;
}
