/** How far the axes of a chart go at least. */

/**
 * Above the highest reference line; undefined where the points alone decide. Where everything is
 * zero, one: an axis of a single value would go below it as far as above.
 */
export function topOf(
  points: readonly number[],
  references: readonly number[],
  logarithmic: boolean,
): number | undefined {
  const isZero = (value: number) => value === 0;
  if (!logarithmic && points.every(isZero) && references.every(isZero)) return 1;
  if (references.length === 0) return undefined;
  return Math.max(...references) * (logarithmic ? 1.6 : 1.02);
}
