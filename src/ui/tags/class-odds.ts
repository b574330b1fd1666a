/** How likely each class is, the likeliest first: names, shares and bars. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { inlineText } from '../../lib/inline-text.ts';
import type { PredictedLine } from '../../protocol/predictions.ts';
import { shareBar, shareBarStyles } from '../parts/share-bar.ts';
import { share } from './tags-words.ts';

export function classOdds(odds: NonNullable<PredictedLine['odds']>): TemplateResult {
  return html`<table class="odds-of" aria-label=${msg('How likely each class is')}>
    <tbody>
      ${odds.map(
        ({ label, probability }) =>
          html`<tr>
            <th scope="row"><bdi>${inlineText(label, 40)}</bdi></th>
            <td>${share(probability)}</td>
            <td class="bar">${shareBar(probability)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export const classOddsStyles = [
  shareBarStyles,
  css`
    .odds-of {
      display: block;
      max-height: 132px;
      overflow: auto;
      scrollbar-width: thin;
      --share-left: var(--accent);
    }
    .odds-of tbody {
      display: table;
      width: 100%;
    }
    .odds-of .bar {
      width: 60%;
      min-width: 80px;
    }
  `,
];
