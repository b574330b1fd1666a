/** The rows of the data that nothing is learned from, each with its number and the reason. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RowRemark, RowsInfo } from '../../protocol/text-info.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { unusedWords } from '../words/rows.ts';
import type { Session } from '../state/session.ts';
import { reasonOf } from '../words/problems/problems.ts';
import type { Names } from '../words/problems/said.ts';

const atOnce = 100;

@customElement('unused-rows')
export class UnusedRows extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      h3 {
        margin: 0 0 2px;
        font-size: 12.5px;
        font-weight: 600;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: 12px;
      }
      li {
        overflow-wrap: anywhere;
      }
      b {
        font-weight: 600;
      }
      p {
        font-size: 12px;
      }
      button {
        margin-top: 4px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) rows!: RowsInfo;

  @state() private shown = atOnce;

  protected override render(): TemplateResult | typeof nothing {
    const { remarks, refused, unlisted } = this.rows;
    if (remarks.length === 0) return nothing;
    return html`
      <h3>${unusedWords(refused) || msg('Remarks')}</h3>
      ${unlisted > 0 ? html`<p>${unlistedWords(remarks.length, unlisted)}</p>` : nothing}
      <ul aria-label=${msg('Unused rows')}>
        ${remarks.slice(0, this.shown).map((remark) => renderRemark(remark, this.session.names))}
      </ul>
      ${
        this.shown < remarks.length
          ? html`<button type="button" @click=${() => (this.shown += atOnce)}>
              ${msg(str`Show ${grouped(Math.min(atOnce, remarks.length - this.shown))} more`)}
            </button>`
          : nothing
      }
    `;
  }
}

/** Of very many reasons, the first are listed. */
function unlistedWords(listed: number, unlisted: number): string {
  return msg(
    str`The first ${grouped(listed)} reasons are listed; there are ${grouped(unlisted)} more.`,
  );
}

function renderRemark({ row, problem }: RowRemark, names: Names): TemplateResult {
  const reason = reasonOf(problem, names);
  return row === null
    ? html`<li>${reason}</li>`
    : html`<li><b>${msg(str`Row ${grouped(row)}:`)}</b> ${reason}</li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'unused-rows': UnusedRows;
  }
}
