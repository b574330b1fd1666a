/** What is said of two nets on two texts. */
import { msg, str } from '@lit/localize';
import { inlineText } from '../../lib/inline-text.ts';
import type { ComparedNet, TextCost } from '../../protocol/packing.ts';
import { fixed, grouped } from '../format.ts';

export function nameOfNet({ title, step }: Pick<ComparedNet, 'title' | 'step'>): string {
  return msg(str`the net of ${inlineText(title, 40)}, step ${grouped(step)}`);
}

export function costWords({ bits, lacking }: TextCost): string {
  const cost = msg(str`${fixed(2 ** bits, 2)} (${fixed(bits, 3)} bits)`);
  return lacking === 0 ? cost : msg(str`${cost}, ${grouped(lacking)} symbols spelled`);
}
