/**
 * How the net continues a series, while it trains: held-out values, each foretold from those before it
 * and then some from the net's own, its error beside naive forecasts, and numbers of a person's own.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ForecastFrame } from '../../protocol/forecast.ts';
import type { MetricInfo } from '../../protocol/metrics.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import { formatShort } from '../../lib/format.ts';
import { inlineText } from '../../lib/inline-text.ts';
import { grouped } from '../format.ts';
import { controlStyles, panelStyles } from '../parts/control-styles.ts';
import '../parts/line-chart.ts';
import type { Series } from '../parts/line-chart.ts';
import { settingRow } from '../parts/setting-row.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import '../tabs/close-view.ts';
import { tagsStyles } from '../tags/tags-styles.ts';
import { measuredWords, unknownWords } from '../tags/tags-words.ts';
import { TrackedElement } from '../tracked-element.ts';
import { metricValue } from '../words/metrics.ts';
import { notHeldOutWords } from '../words/rows.ts';
import { unitName } from '../words/units.ts';
import { forecastStyles } from './forecast-styles.ts';

/** Columns whose scales are told. */
const mostScales = 8;

@customElement('forecast-panel')
export class ForecastPanel extends TrackedElement {
  static override styles = [controlStyles, panelStyles, tagsStyles, forecastStyles];

  @property({ attribute: false }) session!: Session;
  /** Which of the columns that are predicted is drawn, from 0. */
  @state() private column = 0;

  constructor() {
    super();
    const wish = () => ({ line: this.session.gates.line });
    new Seen(this, () => this.session.views.see('forecast', wish));
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const all = session.views.frame('forecast').value;
    const frame = all && ofColumn(all, this.#columnOf(all));
    const heading = msg('Forecast');
    return html`<section role="region" aria-label=${heading}>
      <div class="head">
        <h2>${heading}</h2>
        <span class="spring"></span>
        <close-view .session=${session} view="forecast" name=${heading}></close-view>
      </div>
      ${this.#renderScore()} ${all && all.columns.length > 1 ? this.#renderChoice(all) : nothing}
      ${frame ? renderHeldOut(frame, unitName(session.task.unit)) : this.#renderEmpty()}
      ${this.#renderTyped(frame)}
    </section>`;
  }

  #columnOf({ columns }: ForecastFrame): number {
    return Math.min(this.column, columns.length - 1);
  }

  #renderChoice(frame: ForecastFrame): TemplateResult {
    const choose = ({ currentTarget }: Event) =>
      (this.column = Number((currentTarget as HTMLSelectElement).value));
    return html`<label class="column"
      ><span>${msg('Column')}</span>
      <select aria-label=${msg('Column that is drawn')} @change=${choose}>
        ${frame.columns.map(
          (name, at) =>
            html`<option value=${at} ?selected=${at === this.#columnOf(frame)}>
              ${inlineText(name, 80)}
            </option>`,
        )}
      </select></label
    >`;
  }

  #renderEmpty(): TemplateResult {
    const { backend, phase } = this.session.engine.value;
    const words =
      backend || phase === 'starting'
        ? msg('What the net foretells appears here.')
        : msg('A forecast needs a net, but none can be built here.');
    return html`<p class="faint">${words}</p>`;
  }

  /** As the latest validation has measured it. */
  #renderScore(): TemplateResult {
    const { curve, metrics, text, settings, task } = this.session;
    const { main } = metrics;
    const { heldOutTokens = 0 } = text.info.value ?? {};
    if (!main || heldOutTokens === 0) {
      const words = notHeldOutWords(text.info.value ?? {}, settings.value.heldOut);
      return html`<p class="faint">${words}</p>`;
    }
    return html`${this.#renderErrors(main)}
      <p class="faint">${measuredWords(curve.validations.at(-1), task.unit)}</p>`;
  }

  #renderErrors(main: MetricInfo): TemplateResult {
    const { curve, scores } = this.session;
    const info = this.session.text.info.value;
    const names = this.session.views.frame('forecast').value?.columns ?? [];
    const measured = curve.validations.at(-1)?.metrics;
    const error = measured?.[main.id];
    // of several columns also the error of each, in its own unit
    const own = (info?.bounds ?? []).filter(({ metric }) => metric !== main.id);
    const ids = [...new Set(own.map(({ metric }) => metric))];
    const rows = [
      { label: msg('this net'), values: ids.map((id) => measured?.[id]) },
      ...scores.bounds.map(({ label }) => ({
        label,
        values: ids.map(
          (id) => own.find((bound) => bound.metric === id && bound.label === label)?.value,
        ),
      })),
    ];
    const [net, ...others] = rows;
    const cells = (values: readonly (number | undefined)[]) =>
      values.map((value) => html`<td>${metricValue(value)}</td>`);
    const label = msg('Errors one step ahead');
    return html`<div class="errors" tabindex="0" role="group" aria-label=${label}>
        <table aria-label=${label}>
          <thead>
            <tr>
              <th scope="col">${msg('one step ahead')}</th>
              <th scope="col">${ids.length > 0 ? msg(str`${main.name}, all`) : main.name}</th>
              ${ids.map((_, at) => html`<th scope="col">${inlineText(names[at] ?? '', 24)}</th>`)}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">${net.label}</th>
              <td>
                <output aria-label=${main.name} aria-live="off">${metricValue(error)}</output>
              </td>
              ${cells(net.values)}
            </tr>
            ${others.map(
              ({ label, values }, at) =>
                html`<tr>
                  <th scope="row">${label}</th>
                  <td>${metricValue(scores.bounds[at].value)}</td>
                  ${cells(values)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p>${comparedWords(error, Math.min(...scores.bounds.map(({ value }) => value)))}</p>
      <p class="faint">${scaleWords(info, ids.length > 0)}</p>`;
  }

  #renderTyped(frame: ForecastFrame | null): TemplateResult {
    const { session } = this;
    const own = frame?.own;
    return html`<div class="typed">
        ${settingRow(session, 'line', {
          ...{ stacked: true, shown: session.gates.line, label: msg('Numbers of your own') },
          help: msg('The net continues these while it trains. Gates shows the same numbers.'),
        })}
        <button type="button" @click=${() => session.gates.takeAnotherLine()}>
          ${msg('Another')}
        </button>
      </div>
      ${own ? renderOwn(own) : nothing}
      ${
        own && own.skipped.length > 0
          ? html`<p class="skipped" role="status">
              ${unknownWords(own.skipped, session.task.unit)}
            </p>`
          : nothing
      }`;
  }
}

/** @param least error of the best of the others */
function comparedWords(error: number | undefined, least: number): string {
  if (least === 0) return msg('One of the others makes no error: no net can do better.');
  const percent = error === undefined ? NaN : Math.round((100 * error) / least);
  const share = Number.isFinite(percent) ? `${grouped(percent)} %` : '–';
  return msg(str`The net’s error is ${share} of the best of the others.`);
}

/** How numbers are scaled for the net, and by what others are foretold. */
function scaleWords(info: TextInfo | null, areSeveral: boolean): string {
  const short = (value: number) => formatShort(value, 4);
  if (info?.scales) {
    const some = info.scales.slice(0, mostScales).map(({ name, mean, deviation }) => {
      const plain = inlineText(name, 24);
      return msg(str`${plain} ${short(mean)} and ${short(deviation)}`);
    });
    const all = [...some, ...(info.scales.length > mostScales ? ['…'] : [])].join('; ');
    const scaled = msg(
      str`Each column is scaled by the mean and the standard deviation of its training part: ${all}.`,
    );
    const errors = msg(
      'The error of all columns is in these deviations, that of a column in its own unit.',
    );
    return areSeveral ? `${scaled} ${errors}` : scaled;
  }
  if (!info?.scale) return '';
  const [mean, deviation] = [info.scale.mean, info.scale.deviation].map(short);
  return msg(
    str`The net reads each number minus ${mean}, divided by ${deviation}: mean and standard deviation of the training part. Mean and season are those of the training part, too.`,
  );
}

/** One column of what is foretold of several. */
function ofColumn(frame: ForecastFrame, column: number): ForecastFrame {
  const { columns, values, ahead, alone, own } = frame;
  const pick = (all: Float32Array) => all.filter((_, at) => at % columns.length === column);
  return {
    ...{ ...frame, values: pick(values), ahead: pick(ahead), alone: pick(alone) },
    own: own && { ...own, values: pick(own.values), alone: pick(own.alone) },
  };
}

interface Curve {
  label: string;
  colour: string;
  values: Float32Array;
  /** Where the first of them stands. */
  from: number;
  width?: number;
}

const seriesOf = ({ label, colour, values, from, width = 1.5 }: Curve): Series => ({
  ...{ label, colour, width },
  points: Array.from(values, (y, at) => ({ x: from + at, y })),
});

function renderHeldOut(
  { values, ahead, alone, aloneFrom, from }: ForecastFrame,
  unit: string,
): TemplateResult {
  const given = grouped(from + aloneFrom + 1);
  return html`${renderChart(msg('Held-out numbers, and what was foretold of them'), [
      // what comes first lies on top
      { label: msg('one step ahead'), colour: '--series-train', values: ahead, from: -aloneFrom },
      { label: msg('on its own'), colour: '--series-validation', values: alone, from: 0 },
      { label: msg('held out'), colour: '--series-raw', values, from: -aloneFrom, width: 3 },
    ])}
    <p class="faint">
      ${
        alone.length > 0
          ? msg(
              str`From 0, ${unit} ${given} of the series, the net on its own reads what it has foretold itself.`,
            )
          : msg(
              'It cannot go on alone: it does not predict all that it reads, or reads something else.',
            )
      }
    </p>`;
}

function renderOwn({ values, alone }: NonNullable<ForecastFrame['own']>): TemplateResult {
  // one number is no line: it is drawn from the one before
  const isOne = alone.length === 1 && values.length > 0;
  const next = isOne
    ? { values: Float32Array.of(values[values.length - 1], alone[0]), from: -1 }
    : { values: alone, from: 0 };
  return renderChart(msg('Your numbers, and how the net continues them'), [
    { label: msg('given'), colour: '--series-raw', values, from: -values.length, width: 3 },
    { label: msg('on its own'), colour: '--series-validation', ...next },
  ]);
}

function renderChart(label: string, all: readonly Curve[]): TemplateResult {
  const curves = all.filter(({ values }) => values.length > 0);
  const ends = curves.map(({ values, from }) => from + values.length - 1);
  return html`<div class="chart">
    <line-chart
      label=${label}
      .series=${curves.map(seriesOf)}
      .firstX=${Math.min(...curves.map(({ from }) => from))}
      .lastX=${Math.max(...ends)}
      xName=${msg('place')}
      xTicks
    ></line-chart>
    <ul class="legend">
      ${curves.map(
        ({ label: name, colour }) =>
          html`<li><i class=${colour.replace('--series-', '')}></i>${name}</li>`,
      )}
    </ul>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'forecast-panel': ForecastPanel;
  }
}
