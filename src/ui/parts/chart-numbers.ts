/** The numbers of a chart in words: along its axes and in its tooltip. */
import { formatShort } from '../../lib/format.ts';

/** Not as the browser's language has them: 1,000 as everywhere on the page. */
const counts = new Intl.NumberFormat('en');

export function formatCount(value: number): string {
  return counts.format(value).replace('-', '−');
}

/** A logarithmic axis with labels at the powers of ten; at 1, 2 and 5 of them if it is short. */
export function roundNumbers(
  value: number | string,
  _index: number,
  ticks: readonly { value: number }[],
): string | null {
  const number = Number(value);
  const leading = Number((number / 10 ** Math.floor(Math.log10(number) + 1e-9)).toPrecision(6));
  const decades = Math.log10((ticks.at(-1)?.value ?? 1) / (ticks[0]?.value || 1));
  if (!(decades > 0.9 ? [1] : [1, 2, 5]).includes(leading)) return null;
  // 0.001 is wider than the room for it
  if (number < 0.01) return number.toExponential();
  return number >= 1 && number < 1e6 ? counts.format(number) : formatShort(number, 6);
}

export function tooltipLabel(item: {
  dataset: { label?: string };
  parsed: { y: number | null };
}): string {
  const { y } = item.parsed;
  return `${item.dataset.label ?? ''} ${y === null ? '' : formatShort(y, 4)}`;
}
