/** Training and validation loss against what guessing would give; metric and gradient norm below. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Session } from '../state/session.ts';
import { fixed, lossWords, perplexityOf } from '../format.ts';
import { termsOf } from '../words/terms.ts';
import { unitName, unitNames } from '../words/units.ts';
import '../tabs/close-view.ts';
import { helpOn } from '../parts/help-mark.ts';
import { controlStyles, panelStyles } from '../parts/control-styles.ts';
import { LatePart, whenThere } from '../parts/late-part.ts';
import { swatchStyles } from '../parts/swatch-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { comparedLegend, comparedSeries, comparedStyles } from './compared-curves.ts';
import '../parts/line-chart.ts';
import type { LineChart, Series } from '../parts/line-chart.ts';
import { bitsReadout, excessReadout, lossReferences } from './loss-references.ts';
import { formerSeries } from './former-curve.ts';
import { metricChart, metricReadout } from './metric-curve.ts';
import { validationWords } from './validation-words.ts';
import './loss-table.ts';
import './save-curves.ts';

const redrawMs = 220;

/** There is nothing to say of it before something was validated. */
const best = new LatePart(() => import('./best-validation.ts'));
const aboutBest = (session: Session) =>
  html`<best-validation .session=${session}></best-validation>`;

@customElement('loss-panel')
export class LossPanel extends TrackedElement {
  static override styles = [
    controlStyles,
    panelStyles,
    comparedStyles,
    swatchStyles,
    css`
      section {
        gap: 4px;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        margin: 0;
      }
      dt {
        display: flex;
        align-items: center;
        gap: 5px;
        color: var(--ink-soft);
        font-size: 12px;
      }
      dt::before {
        content: '';
        width: 12px;
        border-top: 2.5px solid var(--swatch, transparent);
      }
      .train {
        --swatch: var(--series-train);
      }
      .validation {
        --swatch: var(--series-validation);
      }
      .metric {
        --swatch: var(--series-metric);
      }
      .perplexity dt::before,
      .excess dt::before {
        display: none;
      }
      dd {
        margin: 0;
        font-size: 19px;
        font-weight: 600;
        line-height: 1.2;
        letter-spacing: -0.01em;
      }
      dd help-mark {
        margin: -3px 0 0 2px;
      }
      /* what they take at least; the row of the page grows by what they need */
      .loss {
        flex: 5 0 64px;
      }
      .measured,
      .norm {
        flex: 3 0 52px;
      }
      .unit,
      .caption {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        margin: 0;
        color: var(--ink-faint);
        font-size: 11.5px;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 8px;
      }
      loss-table {
        flex: 1 0 100px;
      }
      loss-table[open] {
        flex-basis: 100%;
      }
      .foot label {
        display: inline-flex;
        align-items: center;
        height: 20px;
        color: var(--ink-soft);
        font-size: 12px;
      }
      .unit {
        display: inline-flex;
        align-items: center;
        gap: 2px;
      }
      .head button {
        height: 24px;
        font-size: 12px;
      }
      /* three charts stand beside gates that are longer than the window anyway */
      @media (min-width: 1100px) {
        .loss:has(~ .measured) {
          flex-basis: 96px;
        }
        .measured {
          flex-basis: 60px;
        }
        .measured ~ .norm {
          flex-basis: 72px;
        }
      }
      @media (max-width: 1099px) {
        .loss {
          flex-basis: 200px;
        }
        .measured,
        .norm {
          flex-basis: 90px;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  protected override readonly restMs = redrawMs;

  @state() private logX = false;

  protected override render(): TemplateResult {
    const { session } = this;
    const { task } = session;
    return html`<section role="region" aria-label=${msg('Loss')}>
      <div class="head">
        <h2>${msg('Loss')}</h2>
        <span class="unit">
          ${
            task.isOfNumbers
              ? msg('mean squared error')
              : msg(str`nats per ${unitName(task.answered)}`)
          }
          ${helpOn(termsOf(task).nats)}
        </span>
        <span class="spring"></span>
        <button
          type="button"
          title=${msg(str`Measures the loss on all held-out ${unitNames(task.answered)} now, without the pins`)}
          ?disabled=${!session.canTrain || !session.net.info.value}
          @click=${() => session.training.validate()}
        >
          ${msg('Validate now')}
        </button>
        <close-view .session=${session} view="loss" name=${msg('Loss')}></close-view>
      </div>
      ${this.#renderReadouts()} ${this.#renderCharts()}
      <div class="foot">
        <loss-table .curve=${session.curve} .metric=${session.metrics.main}></loss-table>
        <label
          ><input type="checkbox" .checked=${this.logX} @change=${this.#onLogX} />${msg(
            'log steps',
          )}</label
        >
        <save-curves .session=${session} .charts=${this.#charts}></save-curves>
      </div>
    </section>`;
  }

  #renderReadouts(): TemplateResult {
    const { curve } = this.session;
    const validation = curve.validations.at(-1);
    return html`<dl>
        <div class="train">
          <dt>${msg('Training loss')}</dt>
          <dd>
            <output aria-label=${msg('Training loss')} aria-live="off"
              >${lossWords(curve.at('losses', curve.steps))}</output
            >
          </dd>
        </div>
        <div class="validation">
          <dt>${msg('Validation loss')}</dt>
          <dd>
            <output aria-label=${msg('Validation loss')} aria-live="off"
              >${lossWords(validation?.loss)}</output
            >
          </dd>
        </div>
        ${this.session.task.isOfNumbers ? nothing : this.#renderPerplexity(validation?.loss)}
        ${excessReadout(this.session)} ${metricReadout(this.session)}
      </dl>
      <p class="caption">
        <span>${validationWords(this.session, validation)}</span>${bitsReadout(this.session)}
      </p>
      ${validation ? whenThere(best, () => aboutBest(this.session)) : nothing}`;
  }

  #renderPerplexity(loss: number | undefined): TemplateResult {
    return html`<div class="perplexity">
      <dt>${msg('Perplexity')}</dt>
      <dd>
        <output aria-label=${msg('Perplexity')} aria-live="off">${perplexityOf(loss)}</output>
        ${helpOn(termsOf(this.session.task).perplexity)}
      </dd>
    </div>`;
  }

  #renderCharts(): TemplateResult {
    const { curve, text, settings } = this.session;
    const { clipNorm } = settings.value;
    const losses: Series[] = [
      {
        label: msg('training'),
        colour: '--series-raw',
        width: 1,
        points: curve.points('losses', this.logX),
      },
      {
        label: msg('training, smoothed'),
        colour: '--series-train',
        width: 2,
        points: curve.points('smoothed', this.logX),
      },
      {
        label: msg('validation'),
        colour: '--series-validation',
        width: 1.5,
        dots: true,
        points: curve.validationPoints(this.logX),
      },
      ...formerSeries(this.session, this.logX),
      ...comparedSeries(this.session, this.logX),
    ];
    const norms: Series[] = [
      {
        label: msg('gradient norm'),
        colour: '--series-norm',
        width: 1,
        points: curve.points('norms', this.logX).filter(({ y }) => y > 0),
      },
    ];
    return html`
      <line-chart
        class="loss"
        label=${msg('Training and validation loss by step')}
        .series=${losses}
        .references=${lossReferences(text.info.value)}
        .lastX=${curve.steps}
        ?logX=${this.logX}
        cuts
      ></line-chart>
      ${comparedLegend(this.session)} ${metricChart(this.session, this.logX)}
      <p class="caption">
        <span>${msg('gradient norm before clipping')} ${helpOn('gradientNorm')}</span>
        ${
          curve.steps > 0 ? html`<span>${fixed(curve.at('norms', curve.steps), 3)}</span>` : nothing
        }
      </p>
      <line-chart
        class="norm"
        label=${msg('Gradient norm by step')}
        .series=${norms}
        .references=${clipNorm > 0 ? [{ label: msg(str`clip ${clipNorm}`), value: clipNorm }] : []}
        .lastX=${curve.steps}
        ?logX=${this.logX}
        logY
        cuts
        xTicks
      ></line-chart>
    `;
  }

  #charts = (): LineChart[] => [...this.renderRoot.querySelectorAll('line-chart')];

  #onLogX(event: Event): void {
    this.logX = (event.target as HTMLInputElement).checked;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'loss-panel': LossPanel;
  }
}
