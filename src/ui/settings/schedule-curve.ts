/** The learning rate that the schedule gives, over the steps, with the step that training is at. */
import { msg, str } from '@lit/localize';
import { css, html, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { learningRateAt } from '../../config/learning-rate.ts';
import type { Session } from '../state/session.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { schedulePoints } from './schedule-points.ts';

const redrawMs = 250;
const height = 48;

@customElement('schedule-curve')
export class ScheduleCurve extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        margin: 4px 24px 8px 0;
      }
      svg {
        display: block;
        width: 100%;
        height: ${height}px;
        overflow: visible;
      }
      .axis {
        stroke: var(--line-strong);
      }
      .curve {
        fill: none;
        stroke: var(--series-train);
        stroke-width: 2;
        stroke-linejoin: round;
      }
      .now {
        stroke: var(--series-validation);
        stroke-dasharray: 3 2;
      }
      path,
      line {
        vector-effect: non-scaling-stroke;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        color: var(--ink-faint);
        font-size: 11px;
      }
      output {
        display: block;
        color: var(--ink-soft);
        font-size: 11.5px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  protected override readonly restMs = redrawMs;

  protected override render(): TemplateResult {
    const settings = this.session.settings.value;
    const { step } = this.session.progress.value;
    const { span, top, points } = schedulePoints(settings, step);
    const x = (at: number) => ((100 * at) / span).toFixed(2);
    const y = (rate: number) => (height * (1 - (0.95 * rate) / top)).toFixed(2);
    const path = points.map((point) => `${x(point.step)} ${y(point.rate)}`).join(' L ');
    const rate = Number(learningRateAt(settings, step).toPrecision(3));
    return html`
      <svg
        viewBox="0 0 100 ${height}"
        preserveAspectRatio="none"
        role="img"
        aria-label=${msg(str`Learning rate over ${grouped(span)} steps`)}
      >
        ${svg`<line class="axis" x1="0" x2="100" y1=${height} y2=${height}></line>
          <path class="curve" d="M ${path}"></path>
          <line class="now" x1=${x(step)} x2=${x(step)} y1="0" y2=${height}></line>`}
      </svg>
      <div class="ends" aria-hidden="true">
        <span>0</span><span>${msg(str`step ${grouped(span)}`)}</span>
      </div>
      <output aria-label=${msg('Learning rate of the next step')} aria-live="off"
        >${msg(str`Now ${rate}, at step ${grouped(step)}.`)}</output
      >
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'schedule-curve': ScheduleCurve;
  }
}
