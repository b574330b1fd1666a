/** The learning rate that the schedule gives, over the steps, with the step that training is at. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { learningRateAt } from '../../config/learning-rate.ts';
import type { Session } from '../state/session.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import '../parts/line-chart.ts';
import { TrackedElement } from '../tracked-element.ts';
import { schedulePoints } from './schedule-points.ts';

const redrawMs = 250;

@customElement('schedule-curve')
export class ScheduleCurve extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        margin: 4px 24px 8px 0;
      }
      line-chart {
        height: 96px;
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
    const { span, points } = schedulePoints(settings, step);
    const rate = Number(learningRateAt(settings, step).toPrecision(3));
    return html`
      <line-chart
        label=${msg(str`Learning rate over ${grouped(span)} steps`)}
        .series=${[
          {
            ...{ label: msg('rate'), colour: '--series-train', width: 2 },
            points: points.map((point) => ({ x: point.step, y: point.rate })),
          },
          {
            ...{ label: msg('now'), colour: '--series-validation', width: 0, dots: true },
            points: [{ x: step, y: rate }],
          },
        ]}
        .lastX=${span}
        .yWidth=${46}
        fromZero
        xTicks
      ></line-chart>
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
