/** Training and validation loss against what guessing would give, and the gradient norm below. */
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Session } from '../controllers/session.ts';
import { Watch } from '../controllers/store.ts';
import { fixed, grouped, perplexityOf } from '../format.ts';
import { controlStyles, panelStyles } from '../styles/controls.ts';
import { swatchStyles } from '../styles/swatches.ts';
import { comparedLegend, comparedSeries, comparedStyles } from './compared-curves.ts';
import './line-chart.ts';
import type { LineChart, Reference, Series } from './line-chart.ts';
import './loss-table.ts';
import './save-curves.ts';

const redrawMs = 220;

@customElement('loss-panel')
export class LossPanel extends LitElement {
  static override styles = [
    controlStyles,
    panelStyles,
    comparedStyles,
    swatchStyles,
    css`
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
      .perplexity dt::before {
        display: none;
      }
      dd {
        margin: 0;
        font-size: 19px;
        font-weight: 600;
        line-height: 1.2;
        letter-spacing: -0.01em;
      }
      .loss {
        flex: 5 1 90px;
        min-height: 60px;
      }
      .norm {
        flex: 3 1 64px;
        min-height: 44px;
      }
      .caption {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        margin: 0;
        color: var(--ink-faint);
        font-size: 11.5px;
      }
      .foot {
        position: relative;
      }
      save-curves {
        position: absolute;
        top: 0;
        right: 0;
      }
      .head button,
      .head label {
        height: 24px;
        font-size: 12px;
      }
      .head label {
        display: inline-flex;
        align-items: center;
        color: var(--ink-soft);
      }
      /* above an open tab there is room for one chart */
      @media (min-width: 1100px) {
        :host {
          container-type: size;
        }
        @container (max-height: 285px) {
          .of-norm {
            display: none;
          }
        }
        /* where large numbers fill two rows */
        @container (max-width: 375px) and (max-height: 330px) {
          .of-norm {
            display: none;
          }
        }
        /* names of compared runs take rows too */
        @container (max-height: 365px) {
          .compared ~ .of-norm {
            display: none;
          }
        }
      }
      @media (max-width: 1099px) {
        .loss {
          flex-basis: 200px;
        }
        .norm {
          flex-basis: 90px;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  @state() private logX = false;

  constructor() {
    super();
    const session = () => this.session;
    new Watch(
      this,
      () => [
        session().curve.version,
        session().text.info,
        session().net.info,
        session().engine,
        session().device.news,
        session().settings,
        session().kept.compared,
        session().kept.list,
      ],
      redrawMs,
    );
  }

  protected override render(): TemplateResult {
    const { session } = this;
    return html`<section role="region" aria-label=${msg('Loss')}>
      <div class="head">
        <h2>${msg('Loss')}</h2>
        <span class="spring"></span>
        <label
          ><input type="checkbox" .checked=${this.logX} @change=${this.#onLogX} />${msg(
            'log steps',
          )}</label
        >
        <button
          type="button"
          title=${msg('Measures the loss on all held-out characters, now')}
          ?disabled=${!session.canTrain || !session.net.info.value}
          @click=${() => session.client.send({ type: 'validation.run' })}
        >
          ${msg('Validate now')}
        </button>
      </div>
      ${this.#renderReadouts()} ${this.#renderCharts()}
      <div class="foot">
        <loss-table .curve=${session.curve}></loss-table>
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
              >${fixed(curve.at('losses', curve.steps), 4)}</output
            >
          </dd>
        </div>
        <div class="validation">
          <dt>${msg('Validation loss')}</dt>
          <dd>
            <output aria-label=${msg('Validation loss')} aria-live="off"
              >${fixed(validation?.loss, 4)}</output
            >
          </dd>
        </div>
        <div
          class="perplexity"
          title=${msg('e to the validation loss: as uncertain as a choice among this many equally likely characters')}
        >
          <dt>${msg('Perplexity')}</dt>
          <dd>
            <output aria-label=${msg('Perplexity')} aria-live="off"
              >${perplexityOf(validation?.loss)}</output
            >
          </dd>
        </div>
      </dl>
      <p class="caption">
        <span
          >${
            validation
              ? msg(
                  str`step ${validation.step}: ${grouped(validation.characters)} of ${grouped(validation.total)} held-out characters`,
                )
              : msg('nats per character')
          }</span
        >
      </p>`;
  }

  #renderCharts(): TemplateResult {
    const { curve, text, settings } = this.session;
    const info = text.info.value;
    const { clipNorm } = settings.value;
    const references: Reference[] = info
      ? [
          { label: msg(str`chance ${fixed(info.chanceLoss, 2)}`), value: info.chanceLoss },
          { label: msg(str`unigram ${fixed(info.unigramEntropy, 2)}`), value: info.unigramEntropy },
          { label: msg(str`bigram ${fixed(info.bigramEntropy, 2)}`), value: info.bigramEntropy },
        ]
      : [];
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
        points: curve.validations
          .filter(({ loss, step }) => Number.isFinite(loss) && step >= (this.logX ? 1 : 0))
          .map(({ step, loss }) => ({ x: step, y: loss })),
      },
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
        .references=${references}
        .lastX=${curve.steps}
        ?logX=${this.logX}
        cuts
      ></line-chart>
      ${comparedLegend(this.session)}
      <p class="caption of-norm">
        <span>${msg('gradient norm before clipping')}</span>
        ${
          curve.steps > 0 ? html`<span>${fixed(curve.at('norms', curve.steps), 3)}</span>` : nothing
        }
      </p>
      <line-chart
        class="norm of-norm"
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
