/** The distribution one character was drawn from: its likeliest ten, and where the drawn one stood. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SampledToken } from '../../protocol/frames.ts';
import { characterTitle, namedCharacter, visible } from '../characters.ts';
import { fixed } from '../format.ts';
import { shareBar, shareBarStyles } from '../parts/share-bar.ts';
// loaded with it
import './sample-copied.ts';
import { TrackedElement } from '../tracked-element.ts';

/** However unlikely, it can be seen that it has a bar. */
const leastSeen = 0.005;

@customElement('token-odds')
export class TokenOdds extends TrackedElement {
  static override styles = [
    shareBarStyles,
    css`
      :host {
        display: block;
        padding-top: 4px;
        border-top: 1px solid var(--line);
        font-size: 12px;
      }
      p {
        margin: 0 0 3px;
        color: var(--ink-soft);
      }
      b,
      .symbol {
        font-family: var(--mono);
        unicode-bidi: isolate;
      }
      ol {
        display: grid;
        grid-template-rows: repeat(5, auto);
        grid-auto-columns: minmax(0, 1fr);
        grid-auto-flow: column;
        gap: 0 18px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      ol.long {
        grid-template-rows: repeat(6, auto);
      }
      li {
        display: grid;
        grid-template-columns: 3ch minmax(0, 1fr) 6ch;
        align-items: center;
        gap: 5px;
        line-height: 15px;
      }
      .share {
        --share-left: color-mix(in srgb, var(--series-train) 60%, var(--well));
      }
      .drawn {
        font-weight: 650;
      }
      .drawn .share {
        --share-left: var(--series-validation);
      }
      .number {
        text-align: right;
      }
    `,
  ];

  @property({ attribute: false }) token!: SampledToken;
  /** 1-based place in the sample. */
  @property({ attribute: false }) place = 0;

  protected override render(): TemplateResult {
    const { symbol, probability, rank, cut = 0, top } = this.token;
    const listed = top.some((other) => other.symbol === symbol);
    const rows = listed ? top : [...top, { symbol, probability }];
    return html`
      <p>
        ${msg(str`${this.place}:`)} <b>“${namedCharacter(symbol)}”</b>
        ${msg(str`drawn with probability ${fixed(probability, 4)}, rank ${rank}`)}${cut > 0 ? msg(str`; barred here: ${fixed(cut * 100, 1)} % of the probability`) : nothing}
      </p>
      <ol class=${rows.length > 10 ? 'long' : ''} aria-label=${msg('Most likely characters')}>
        ${rows.map(
          (row) =>
            html`<li class=${row.symbol === symbol ? 'drawn' : ''}>
              <span class="symbol" title=${characterTitle(row.symbol)}>${visible(row.symbol)}</span>
              ${shareBar(Math.max(leastSeen, row.probability || 0))}
              <span class="number">${fixed(row.probability, 4)}</span>
            </li>`,
        )}
      </ol>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'token-odds': TokenOdds;
  }
}
