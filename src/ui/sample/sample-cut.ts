/** How much of the probability the rules of a sample keep out, and where most; or why none can be drawn by them. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SampledToken } from '../../protocol/frames.ts';
import { namedCharacter } from '../characters.ts';
import { fixed, grouped } from '../format.ts';
import { helpWith } from '../parts/help-mark.ts';
import { barredTerm } from './barred-term.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { sentenceOf } from '../words/problems/problems.ts';

/** Tokens before which most was barred. */
const listed = 5;

@customElement('sample-cut')
export class SampleCut extends TrackedElement {
  static override styles = css`
    :host {
      display: block;
      font-size: 12px;
    }
    p {
      margin: 4px 0 0;
      color: var(--ink-soft);
    }
    #most {
      color: var(--ink-soft);
    }
    ol,
    li {
      display: inline;
    }
    ol {
      padding: 0;
      color: var(--ink-soft);
    }
    li:not(:last-child)::after {
      content: ' · ';
    }
    b {
      font-family: var(--mono);
      unicode-bidi: isolate;
    }
    .refused {
      color: var(--bad);
    }
  `;

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult {
    const { sample, names } = this.session;
    const problem = sample.refused.value;
    const { cut } = sample;
    return html`${problem ? html`<p class="refused" role="alert">${sentenceOf(problem, names)}</p>` : nothing}
    ${
      cut > 0
        ? html`<p>
              ${msg(str`Barred: ${fixed(cut * 100, 1)} % of the probability`)}
              ${helpWith(barredTerm)}
            </p>
            ${renderMost(sample.tokens)}`
        : nothing
    }`;
  }
}

/** Where the rules changed most: by place, from 1, as a click on the character tells it. */
function renderMost(tokens: readonly SampledToken[]): TemplateResult | typeof nothing {
  const most = tokens
    .map(({ symbol, cut = 0 }, at) => ({ symbol, cut, place: at + 1 }))
    .filter(({ cut }) => cut > 0)
    .sort((a, b) => b.cut - a.cut)
    .slice(0, listed);
  if (most.length === 0) return nothing;
  return html`<span id="most">${msg('Most before:')}</span>
    <ol aria-labelledby="most">
      ${most.map(
        ({ place, symbol, cut }) =>
          html`<li>
            ${grouped(place)}: <b>“${namedCharacter(symbol)}”</b> ${fixed(cut * 100, 1)} %
          </li>`,
      )}
    </ol>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-cut': SampleCut;
  }
}
