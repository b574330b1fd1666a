/** Of lines drawn by label: how many are new, and how many sound like what they are to be. */
import { msg } from '@lit/localize';
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
      padding: 0 12px 0 0;
      font-weight: 400;
      text-align: right;
      white-space: nowrap;
    }
    th {
      color: var(--ink-soft);
    }
    :is(th, td):first-child {
      color: var(--ink);
      text-align: left;
    }
    p {
      margin: 2px 0 0;
      font-size: 11px;
      color: var(--ink-soft);
    }
  `;

  @property({ attribute: false }) counts!: readonly LabelCounts[];

  protected override render(): TemplateResult {
    return html`<table aria-label=${msg('Drawn by label')}>
        <thead>
          <tr>
            <th scope="col">${msg('Label')}</th>
            <th scope="col">${msg('Drawn')}</th>
            <th scope="col">${msg('New')}</th>
            <th scope="col">${msg('Sound like it')}</th>
            <th scope="col">${msg('Held out')}</th>
          </tr>
        </thead>
        <tbody>
          ${this.counts.map(
            ({ label, drawn, isNew, agreed, heldOutAgreed }) =>
              html`<tr>
                <th scope="row">${inlineText(label, 60)}</th>
                <td>${grouped(drawn)}</td>
                <td>${percent(isNew / drawn)}</td>
                <td>${percent(agreed / drawn)}</td>
                <td>${Number.isNaN(heldOutAgreed) ? '–' : percent(heldOutAgreed)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p>
        ${msg('It sounds like its label if that is the likeliest for trigrams, counted on the same names. Last column: real names.')}
      </p>`;
  }
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

declare global {
  interface HTMLElementTagNameMap {
    'label-counts': LabelCountsTable;
  }
}
