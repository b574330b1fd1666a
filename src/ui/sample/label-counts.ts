/** Of lines drawn by label: how many are new, and how many a simple classifier takes for what they are to be. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { inlineText } from '../../lib/inline-text.ts';
import type { LabelCounts } from '../../protocol/frames.ts';
import { grouped } from '../format.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('label-counts')
export class LabelCountsTable extends TrackedElement {
  static override styles = css`
    :host {
      display: block;
      overflow-x: auto;
      font-size: 12px;
    }
    table {
      border-collapse: collapse;
    }
    th,
    td {
      padding: 1px 14px 1px 0;
      font-weight: 400;
      text-align: right;
    }
    th {
      color: var(--ink-soft);
    }
    :is(th, td):first-child {
      color: var(--ink);
      text-align: left;
    }
    p {
      margin: 4px 0 0;
      color: var(--ink-soft);
    }
  `;

  @property({ attribute: false }) counts!: LabelCounts;

  protected override render(): TemplateResult {
    const { labels, heldOutAgreed } = this.counts;
    return html`<table aria-label=${msg('Drawn by label')}>
        <thead>
          <tr>
            <th scope="col">${msg('Label')}</th>
            <th scope="col">${msg('Drawn')}</th>
            <th scope="col">${msg('New')}</th>
            <th scope="col">${msg('Trigrams agree')}</th>
          </tr>
        </thead>
        <tbody>
          ${labels.map(
            ({ label, drawn, isNew, agreed }) =>
              html`<tr>
                <th scope="row">${inlineText(label, 60)}</th>
                <td>${grouped(drawn)}</td>
                <td>${percent(isNew / drawn)}</td>
                <td>${percent(agreed / drawn)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${
        Number.isNaN(heldOutAgreed)
          ? ''
          : html`<p>
              ${msg(
                str`A trigram classifier, trained on the same names, guesses the label of every name. It is right about ${percent(heldOutAgreed)} of held-out ones.`,
              )}
            </p>`
      }`;
  }
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

declare global {
  interface HTMLElementTagNameMap {
    'label-counts': LabelCountsTable;
  }
}
