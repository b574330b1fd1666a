/** The symbols of a text and how often they occur, the most frequent first. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { SymbolCount } from '../../protocol/text-info.ts';
import { characterTitle, namedCharacter } from '../characters.ts';
import { grouped } from '../format.ts';

export function symbolCounts(symbols: readonly SymbolCount[]): TemplateResult {
  const shown = symbols.slice(0, 300);
  return html`<ol tabindex="0" aria-label=${msg('Symbols by count')}>
    ${shown.map(
      ({ symbol, count }) =>
        html`<li title=${characterTitle(symbol)}>
          <b>${namedCharacter(symbol)}</b> ${grouped(count)}
        </li>`,
    )}
    ${
      shown.length < symbols.length
        ? html`<li>${msg(str`and ${grouped(symbols.length - shown.length)} more`)}</li>`
        : nothing
    }
  </ol>`;
}
