/** Orders of the units in the heat maps, from the values [characters, hiddenSize] of one trace. */

export type UnitOrder = 'index' | 'mean' | 'variance';

/** Largest mean or variance first. */
export function orderUnits(
  values: Float32Array,
  tokens: number,
  hiddenSize: number,
  by: UnitOrder,
): number[] {
  const units = Array.from({ length: hiddenSize }, (_, unit) => unit);
  if (by === 'index' || tokens === 0) return units;
  const scores = units.map((unit) => {
    let sum = 0;
    for (let at = 0; at < tokens; at++) sum += values[at * hiddenSize + unit];
    const mean = sum / tokens;
    if (by === 'mean') return mean;
    let squares = 0;
    for (let at = 0; at < tokens; at++) squares += (values[at * hiddenSize + unit] - mean) ** 2;
    return squares / tokens;
  });
  // A unit gone wrong sorts last instead of upsetting the order of the others.
  const score = (unit: number) => (Number.isFinite(scores[unit]) ? scores[unit] : -Infinity);
  return units.sort((one, other) => {
    const [first, second] = [score(one), score(other)];
    return first === second ? one - other : second - first;
  });
}

/** Largest absolute value, for a scale symmetric about 0; never 0. */
export function largest(values: Float32Array): number {
  let most = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > most && size < Infinity) most = size;
  }
  return most || 1;
}
