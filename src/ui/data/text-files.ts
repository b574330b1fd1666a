/** The files that a text was joined from, in their order, and those that were left out, with the reason. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { inlineText } from '../../lib/inline-text.ts';
import type { FileInText, SkippedFile, TextInfo } from '../../protocol/text-info.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { whatOf } from '../words/problems/problems.ts';

const longestName = 200;

@customElement('text-files')
export class TextFiles extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        font-size: 12px;
      }
      h3 {
        margin: 0 0 2px;
        font-size: 12.5px;
        font-weight: 600;
      }
      .scroll {
        max-height: 220px;
        overflow: auto;
      }
      table {
        border-collapse: collapse;
      }
      th {
        font-weight: 600;
        text-align: start;
      }
      td,
      th {
        padding: 1px 14px 1px 0;
        overflow-wrap: anywhere;
      }
      .number {
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) info!: TextInfo;

  protected override render(): TemplateResult | typeof nothing {
    const { files = [], skipped = [] } = this.info;
    if (files.length === 0) return nothing;
    return html`
      <h3>${msg(str`Files, in the order in which they are read: ${grouped(files.length)}`)}</h3>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Files of the text')}>
        <table>
          <tr>
            <th>${msg('File')}</th>
            <th class="number">${msg('Characters')}</th>
            <th>${msg('Encoding')}</th>
          </tr>
          ${files.map(renderFile)}
        </table>
      </div>
      ${skipped.length > 0 ? this.#renderSkipped(skipped) : nothing}
    `;
  }

  #renderSkipped(skipped: readonly SkippedFile[]): TemplateResult {
    const { names } = this.session;
    return html`<h3>${msg(str`Left out: ${grouped(skipped.length)}`)}</h3>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Files that are left out')}>
        <ul>
          ${skipped.map(({ problem }) => html`<li>${whatOf(problem, names)}.</li>`)}
        </ul>
      </div>`;
  }
}

function renderFile({ name, characters, encoding }: FileInText): TemplateResult {
  return html`<tr>
    <td>${inlineText(name, longestName)}</td>
    <td class="number">${grouped(characters)}</td>
    <td>${encoding}</td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'text-files': TextFiles;
  }
}
