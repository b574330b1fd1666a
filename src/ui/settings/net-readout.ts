/** What the net in the form costs: shown before it is built, exact once it is. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { NetInfo } from '../../protocol/net-info.ts';
import type { Session } from '../state/session.ts';
import { bytes, grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { sectionStyles } from '../parts/field-styles.ts';
import { LatePart, renderMissing } from '../parts/late-part.ts';
import { TrackedElement } from '../tracked-element.ts';
import type { PlanDialog } from './plan-dialog.ts';
import { sentenceOf } from '../words/problems/problems.ts';

/** It is loaded when somebody asks for it. */
const planDialog = new LatePart(() => import('./plan-dialog.ts'));

@customElement('net-readout')
export class NetReadout extends TrackedElement {
  static override styles = [
    controlStyles,
    sectionStyles,
    css`
      dl {
        grid-template-columns: minmax(0, 1fr) auto;
        margin-top: 5px;
        padding-top: 5px;
        border-top: 1px solid var(--line);
      }
      dd {
        font-weight: 600;
      }
      dt,
      dd {
        white-space: nowrap;
      }
      dt button.quiet {
        height: 16px;
        padding: 0 3px;
        font-size: inherit;
        vertical-align: bottom;
        color: var(--accent);
      }
      .problem {
        margin: 4px 22px 0 0;
        color: var(--warn);
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult {
    const { estimate, problem } = this.session.net.outlook.value;
    const info = this.session.net.info.value;
    const figures = estimate ?? (problem ? null : info);
    return html`
      <dl>
        <dt>${msg('Parameters')}</dt>
        <dd>
          <output aria-label=${msg('Parameters')} aria-live="off"
            >${grouped(figures?.parameters)}</output
          >
        </dd>
        <dt>${msg('Memory')}</dt>
        <dd>
          <output aria-label=${msg('Memory')} aria-live="off">${bytes(figures?.bytes)}</output>
        </dd>
        <dt>
          ${msg('Dispatches per step')}
          ${
            info
              ? html`<button class="quiet" type="button" @click=${() => this.#onPlan(info)}>
                  ${msg('Plan')}
                </button>`
              : nothing
          }
        </dt>
        <dd>
          <output aria-label=${msg('Dispatches per step')} aria-live="off"
            >${grouped(figures?.dispatchesPerStep)}</output
          >
        </dd>
      </dl>
      ${problem ? html`<p class="problem" role="status">${sentenceOf(problem, this.session.names)}</p>` : nothing}
      ${planDialog.isMissing ? renderMissing(planDialog) : nothing}
      <plan-dialog></plan-dialog>
    `;
  }

  async #onPlan(info: NetInfo): Promise<void> {
    const module = await planDialog.again().catch(() => null);
    if (module) await this.renderRoot.querySelector<PlanDialog>('plan-dialog')!.show(info);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-readout': NetReadout;
  }
}
