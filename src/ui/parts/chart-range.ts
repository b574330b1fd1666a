/**
 * The range of an axis that one spike does not squash: what lies far above nearly all other values
 * is cut off, and said.
 */

export interface ChartRange {
  /** Undefined where the values decide. */
  min: number | undefined;
  max: number | undefined;
  /** A value beyond is not shown. */
  isCut: boolean;
}

interface Options {
  /** Also in the range. */
  references: readonly number[];
  /** On a logarithmic axis: values of 0 and less have no place. */
  isLogarithmic: boolean;
  /** Cut off what lies far above. */
  cuts: boolean;
}

/** Share of the values that are no spike whatever they are. */
const usualShare = 0.75;
/** Spans above the usual values up to which all is shown; and what is shown where more is cut. */
const farAbove = 2;
const shownAbove = 0.15;
/** Room above the references. */
const headroom = { linear: 1.02, logarithmic: 1.6 };

/** Of values that are all finite. */
export function chartRange(values: readonly number[], options: Options): ChartRange {
  const { references, isLogarithmic, cuts } = options;
  const scaled = isLogarithmic ? Math.log10 : (value: number) => value;
  const hasPlace = (value: number) => !isLogarithmic || value > 0;
  const shown = [...values, ...references].filter(hasPlace);
  if (shown.length === 0) return { min: isLogarithmic ? 0.1 : 0, max: 1, isCut: false };
  const sorted = Float64Array.from(values.filter(hasPlace)).sort();
  const lowest = shown.reduce((least, value) => Math.min(least, value), Infinity);
  const highest = shown.reduce((most, value) => Math.max(most, value), -Infinity);
  if (lowest === 0 && highest === 0) return { min: 0, max: 1, isCut: false };
  const top = Math.max(...references) * headroom[isLogarithmic ? 'logarithmic' : 'linear'];
  const open = {
    min: references.length > 0 ? Math.min(...references) : undefined,
    max: references.length > 0 ? top : undefined,
    isCut: false,
  };
  if (!cuts || sorted.length === 0) return open;
  const usual = Math.max(sorted[Math.ceil(sorted.length * usualShare) - 1], ...references);
  const span = Math.max(scaled(usual) - scaled(lowest), leastSpan(scaled(usual), isLogarithmic));
  if (scaled(highest) <= scaled(usual) + farAbove * span) return open;
  const max = scaled(usual) + shownAbove * span;
  return { min: open.min, max: isLogarithmic ? 10 ** max : max, isCut: true };
}

/** Two decades; on a linear axis half of the value, so that noise is no spike. */
function leastSpan(usual: number, isLogarithmic: boolean): number {
  return isLogarithmic ? 2 : Math.abs(usual) / 2;
}
