/** The last losses as a table, for those who cannot or do not want to read a chart. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MetricInfo } from '../../protocol/metrics.ts';
import type { Curve } from '../state/curve.ts';
import { fixed, grouped, lossWords } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { metricValue } from '../words/metrics.ts';

const rows = 50;
const redrawMs = 1000;

@customElement('loss-table')
export class LossTable extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        font-size: 12px;
      }
      summary {
        color: var(--ink-soft);
        cursor: pointer;
      }
      .scroll {
        max-height: 140px;
        margin-top: 4px;
        overflow: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th {
        position: sticky;
        top: 0;
        background: var(--surface);
        color: var(--ink-faint);
        font-weight: 500;
      }
      th,
      td {
        padding: 1px 6px;
        text-align: right;
      }
    `,
  ];

  @property({ attribute: false }) curve!: Curve;
  /** A column of its own. */
  @property({ attribute: false }) metric: MetricInfo | null = null;

  protected override readonly restMs = redrawMs;

  @property({ type: Boolean, reflect: true }) open = false;

  protected override render(): TemplateResult {
    return html`<details @toggle=${this.#onToggle}>
      <summary>${msg('Show as table')}</summary>
      ${this.open ? this.#renderTable() : nothing}
    </details>`;
  }

  #renderTable(): TemplateResult {
    const { curve, metric } = this;
    const validated = new Map(curve.validations.map((result) => [result.step, result]));
    const measured = (step: number) => metric && validated.get(step)?.metrics?.[metric.id];
    const steps = Array.from({ length: Math.min(rows, curve.steps) }, (_, i) => curve.steps - i);
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${msg('Last steps')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${msg('step')}</th>
            <th scope="col">${msg('training')}</th>
            <th scope="col">${msg('smoothed')}</th>
            <th scope="col">${msg('validation')}</th>
            ${metric ? html`<th scope="col">${metric.name}</th>` : nothing}
            <th scope="col">${msg('norm')}</th>
          </tr>
        </thead>
        <tbody>
          ${steps.map(
            (step) =>
              html`<tr>
                <td>${grouped(step)}</td>
                <td>${lossWords(curve.at('losses', step))}</td>
                <td>${lossWords(curve.at('smoothed', step))}</td>
                <td>${validated.has(step) ? lossWords(validated.get(step)?.loss) : ''}</td>
                ${
                  metric
                    ? html`<td>${validated.has(step) ? metricValue(measured(step)) : ''}</td>`
                    : nothing
                }
                <td>${fixed(curve.at('norms', step), 3)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #onToggle(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open;
    // On a small panel the table opens below its edge.
    if (this.open) void this.updateComplete.then(() => this.scrollIntoView({ block: 'nearest' }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'loss-table': LossTable;
  }
}
