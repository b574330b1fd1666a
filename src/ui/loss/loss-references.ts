/** What the loss is measured against: guessing, and where the source of the data is known, the best that any net can do. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { TextInfo } from '../../protocol/text-info.ts';
import { fixed } from '../format.ts';
import { helpOn } from '../parts/help-mark.ts';
import type { Reference } from '../parts/line-chart.ts';
import type { Session } from '../state/session.ts';

export function lossReferences(info: TextInfo | null): Reference[] {
  if (!info) return [];
  const { chanceLoss, unigramEntropy, bigramEntropy, knownLoss, guesses } = info;
  if (guesses) {
    return guesses.map(({ label, loss }) => ({ label: `${label} ${fixed(loss, 3)}`, value: loss }));
  }
  const best = knownLoss && {
    label: msg(str`at best ${fixed(knownLoss.heldOut, 3)}`),
    value: knownLoss.heldOut,
  };
  return [
    { label: msg(str`chance ${fixed(chanceLoss, 2)}`), value: chanceLoss },
    { label: msg(str`unigram ${fixed(unigramEntropy, 2)}`), value: unigramEntropy },
    { label: msg(str`bigram ${fixed(bigramEntropy, 2)}`), value: bigramEntropy },
    ...(best ? [best] : []),
  ];
}

/** By how much the validation loss exceeds the least possible; of nothing there is no share. */
export function excessReadout({ curve, text }: Session): TemplateResult | typeof nothing {
  const best = text.info.value?.knownLoss?.heldOut ?? 0;
  if (best <= 0) return nothing;
  const loss = curve.validations.at(-1)?.loss;
  const excess = loss === undefined ? '–' : `${fixed((loss / best - 1) * 100, 1)} %`;
  return html`<div class="excess">
    <dt>${msg('Excess')}</dt>
    <dd>
      <output aria-label=${msg('Excess')} aria-live="off">${excess}</output>
      ${helpOn('excess')}
    </dd>
  </div>`;
}

/** Of a text, once it is validated: what compares characters, words and pieces. */
export function bitsReadout({ curve, task, text }: Session): TemplateResult | typeof nothing {
  const loss = curve.validations.at(-1)?.loss;
  if (loss === undefined || !task.has('level')) return nothing;
  const { characters, spelling } = text.info.value?.perToken ?? { characters: 1, spelling: 0 };
  const bits = fixed((loss + spelling) / characters / Math.LN2, 3);
  return html`<span
    ><output aria-label=${msg('Bits per character')} aria-live="off">${bits}</output>
    ${msg('bits/char')} ${helpOn('bitsPerCharacter')}</span
  >`;
}
