/** What the net is made of: parameters by name, Memory by name, and the training plan as text. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { NetInfo } from '../../protocol/net-info.ts';
import { bytes, grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('plan-dialog')
export class PlanDialog extends TrackedElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    css`
      dialog {
        width: min(860px, calc(100vw / var(--zoom, 1) - 32px));
      }
      h3 {
        margin: 10px 0 3px;
        font-size: 12px;
      }
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(260px, 1fr));
        gap: 0 24px;
      }
      .scroll {
        max-height: 24vh;
        overflow: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 12px;
      }
      td {
        padding: 1px 8px 1px 0;
      }
      td:last-child {
        text-align: right;
      }
      pre {
        max-height: 40vh;
        margin: 0;
        padding: 8px 10px;
        overflow: auto;
        border-radius: 4px;
        background: var(--well);
        font: 11.5px/1.45 var(--mono);
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;

  @state() private info: NetInfo | null = null;

  async show(info: NetInfo): Promise<void> {
    this.info = info;
    await this.updateComplete;
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${() => (this.info = null)}>
      <h2 id="title">${msg('What the net is made of')}</h2>
      ${this.info ? this.#renderInfo(this.info) : nothing}
      <form method="dialog" class="choices"><button autofocus>${msg('Close')}</button></form>
    </dialog>`;
  }

  #renderInfo({ parameterList, memory, plan }: NetInfo): TemplateResult {
    const rows = (pairs: [string, string][]) =>
      html`<table>
        <tbody>
          ${pairs.map(
            ([name, size]) =>
              html`<tr>
                <td>${name}</td>
                <td>${size}</td>
              </tr>`,
          )}
        </tbody>
      </table>`;
    return html`
      <div class="columns">
        <div>
          <h3>${msg('Parameters')}</h3>
          <div class="scroll" tabindex="0" role="group" aria-label=${msg('Parameters by name')}>
            ${rows(parameterList.map(({ name, shape }) => [name, shape.map(grouped).join(' × ')]))}
          </div>
        </div>
        <div>
          <h3>${msg('Memory')}</h3>
          <div class="scroll" tabindex="0" role="group" aria-label=${msg('Memory by name')}>
            ${rows(memory.map((entry) => [entry.name, bytes(entry.bytes)]))}
          </div>
        </div>
      </div>
      <h3>${msg('Training plan')}</h3>
      <pre tabindex="0" aria-label=${msg('Training plan')}>${plan}</pre>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'plan-dialog': PlanDialog;
  }
}
