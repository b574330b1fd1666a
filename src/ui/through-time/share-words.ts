/** How much of a gradient is left, in words. */
import { msg, str } from '@lit/localize';
import { vanished } from './lag-curves.ts';

/** Of the gradient at lag 0. */
export function share(value: number): string {
  if (value >= vanished) return `${amount(100 * value)} %`;
  return value > 0 ? msg(str`1 part in ${amount(1 / value)}`) : msg('nothing');
}

const large = new Intl.NumberFormat('en', {
  notation: 'compact',
  compactDisplay: 'long',
  maximumSignificantDigits: 2,
});

/** Two figures, and a word for the zeros: 24, 2.5 million, 1e18. */
export function amount(value: number): string {
  return value < 1e15 ? large.format(value) : value.toExponential(0).replace('e+', 'e');
}
