/** How much of the probability the rules of a sample keep out, or why none can be drawn by them. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fixed } from '../format.ts';
import { helpWith } from '../parts/help-mark.ts';
import { barredTerm } from './barred-term.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { sentenceOf } from '../words/problems/problems.ts';

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
    ${cut > 0 ? html`<p>${msg(str`Barred: ${fixed(cut * 100, 1)} % of the probability`)} ${helpWith(barredTerm)}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-cut': SampleCut;
  }
}
