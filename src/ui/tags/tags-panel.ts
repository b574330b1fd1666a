/**
 * What the net answers: how well on held-out examples, by step and by label, which of them it gets
 * wrong, and what it says of a line of one's own, while it trains.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LabelScore, MetricInfo } from '../../protocol/metrics.ts';
import type {
  PredictedExample,
  PredictedLine,
  PredictionsFrame,
} from '../../protocol/predictions.ts';
import { grouped } from '../format.ts';
import { controlStyles, panelStyles } from '../parts/control-styles.ts';
import { helpOn, helpWith } from '../parts/help-mark.ts';
import '../parts/line-chart.ts';
import { settingRow } from '../parts/setting-row.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import '../tabs/close-view.ts';
import { TrackedElement } from '../tracked-element.ts';
import { boundLabel, metricValue, termOfMetric } from '../words/metrics.ts';
import { answersNeedNet } from '../words/not-there.ts';
import { notHeldOutWords } from '../words/rows.ts';
import { classOdds, classOddsStyles } from './class-odds.ts';
import './confusion-map.ts';
import { rivalTerm, rivalTerms } from './rival-terms.ts';
import { classifiedText, taggedWords, taggedWordsStyles } from './tagged-words.ts';
import { tagsStyles } from './tags-styles.ts';
import {
  boundWords,
  examplesName,
  headingOf,
  listName,
  measuredWords,
  triesName,
  typedHelp,
  typedName,
  unknownWords,
  wrongWords,
} from './tags-words.ts';

@customElement('tags-panel')
export class TagsPanel extends TrackedElement {
  static override styles = [
    controlStyles,
    panelStyles,
    taggedWordsStyles,
    classOddsStyles,
    tagsStyles,
  ];

  @property({ attribute: false }) session!: Session;

  constructor() {
    super();
    new Seen(this, () => this.session.scores.see());
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const frame = session.scores.frame.value;
    const heading = headingOf(session.task.info);
    return html`<section role="region" aria-label=${heading}>
      <div class="head">
        <h2>${heading}</h2>
        <span class="spring"></span>
        <close-view .session=${session} view="tags" name=${heading}></close-view>
      </div>
      ${frame ? this.#renderScore(frame.total) : this.#renderEmpty()} ${this.#renderTyped(frame)}
      ${frame ? this.#renderExamples(frame) : nothing}
    </section>`;
  }

  #renderEmpty(): TemplateResult {
    const { backend, phase } = this.session.engine.value;
    const words =
      backend || phase === 'starting'
        ? msg('The net’s answers for held-out examples appear here.')
        : answersNeedNet();
    return html`<p class="faint">${words}</p>`;
  }

  /** As the latest validation has measured it. @param heldOut examples */
  #renderScore(heldOut: number): TemplateResult {
    const { curve, metrics, scores, task, text, settings } = this.session;
    if (heldOut === 0) {
      const words = notHeldOutWords(text.info.value ?? {}, settings.value.heldOut);
      return html`<p class="faint">${words}</p>`;
    }
    const { bounds } = scores;
    const { all, main } = metrics;
    const latest = curve.validations.at(-1);
    return html`
      <dl>
        ${all.map((metric) => renderReadout(metric, latest?.metrics?.[metric.id], metric === main))}
      </dl>
      ${bounds.map(
        (bound) =>
          html`<p class="bound">
            ${boundWords(bound)}
            ${bound.isRival ? helpWith(rivalTerm(this.session.task.info)) : helpWith(rivalTerms.bound)}
          </p>`,
      )}
      <p class="faint">${measuredWords(latest, task.answered)}</p>
      <div class="pictures">
        ${main ? this.#renderCurve(main) : nothing}
        ${curve.labels.length > 0 ? renderLabels(curve.labels) : nothing}
      </div>
      ${renderConfusion(curve.labels, examplesName(this.session.task.info))}
    `;
  }

  #renderCurve({ id, name, format }: MetricInfo): TemplateResult {
    const { curve, scores } = this.session;
    const look = { colour: '--series-metric', width: 2, dots: true };
    return html`<line-chart
      label=${msg(str`${name} by step`)}
      .series=${[{ label: name, ...look, points: curve.metricPoints(id, false) }]}
      .references=${scores.bounds.map((bound) => ({ label: boundLabel(bound), value: bound.value }))}
      .lastX=${curve.steps}
      ?isShare=${format === 'share'}
      xTicks
    ></line-chart>`;
  }

  #renderTyped(frame: PredictionsFrame | null): TemplateResult {
    const { session } = this;
    const info = session.task.info;
    const line = frame?.line;
    return html`<div class="typed">
        ${settingRow(session, 'line', {
          ...{ stacked: true, shown: session.gates.line, label: typedName(info) },
          help: typedHelp(info),
        })}
        <button type="button" @click=${() => session.gates.takeAnotherLine()}>
          ${msg('Another')}
        </button>
      </div>
      ${this.#renderTries()}
      ${
        line
          ? html`<output aria-label=${msg('Answers for the typed text')} aria-live="off"
              >${this.#renderAnswered(line, true)}${line.odds ? classOdds(line.odds) : nothing}</output
            >`
          : nothing
      }
      ${
        line && line.skipped.length > 0
          ? html`<p class="skipped" role="status">
              ${unknownWords(line.skipped, session.task.unit)}
            </p>`
          : nothing
      }`;
  }

  /** Alike but for what only later words tell. */
  #renderTries(): TemplateResult | typeof nothing {
    const { session } = this;
    const tries = session.text.info.value?.tries ?? [];
    if (tries.length === 0) return nothing;
    return html`<div class="tries" role="group" aria-label=${triesName(session.task.info)}>
      <span class="faint">${msg('Try')}</span>
      ${tries.map(
        (line) =>
          html`<button
            type="button"
            aria-pressed=${line === session.gates.line}
            @click=${() => void session.change('line', line)}
          >
            ${line}
          </button>`,
      )}
    </div>`;
  }

  #renderAnswered(answered: PredictedExample | PredictedLine, isSure: boolean): TemplateResult {
    const { info, unit } = this.session.task;
    if (!info?.answersOnce) return taggedWords(answered, isSure);
    return classifiedText(answered, { isSure, between: unit === 'character' ? '' : ' ' });
  }

  #renderExamples(frame: PredictionsFrame): TemplateResult | typeof nothing {
    if (frame.examples.length === 0) return nothing;
    const name = listName(this.session.task.info);
    return html`<h3>${name} <span class="faint">${wrongWords(frame)}</span></h3>
      <ol tabindex="0" aria-label=${name}>
        ${frame.examples.map(
          (example) =>
            html`<li class=${example.isRight ? '' : 'wrong'}>
              ${this.#renderAnswered(example, false)}
            </li>`,
        )}
      </ol>`;
  }
}

function renderReadout(
  metric: MetricInfo,
  value: number | undefined,
  isMain: boolean,
): TemplateResult {
  const { name } = metric;
  const term = termOfMetric(metric);
  return html`<div class=${isMain ? 'main' : ''}>
    <dt>${name} ${term ? helpOn(term) : nothing}</dt>
    <dd><output aria-label=${name} aria-live="off">${metricValue(value)}</output></dd>
  </div>`;
}

/** Of two classes the table of labels says all. */
function renderConfusion(
  labels: readonly LabelScore[],
  items: string,
): TemplateResult | typeof nothing {
  if (labels.length < 3 || labels.some(({ given }) => !given)) return nothing;
  return html`<details class="confusion" open>
    <summary>
      ${msg('Confusion matrix')}
      <span class="faint">${msg('a row for the right class, a column for the given one')}</span>
    </summary>
    <confusion-map .labels=${labels} items=${items}></confusion-map>
  </details>`;
}

/** By label, answer by answer. */
function renderLabels(labels: readonly LabelScore[]): TemplateResult {
  return html`<div class="labels" tabindex="0" role="group" aria-label=${msg('Scores by label')}>
    <table>
      <thead>
        <tr>
          <th scope="col">${msg('label')}</th>
          <th scope="col">${msg('right')}</th>
          <th scope="col">${msg('found')}</th>
          <th scope="col">${msg('gold')}</th>
          <th scope="col">F1</th>
        </tr>
      </thead>
      <tbody>
        ${labels.map(
          ({ label, correct, found, gold, f1 }) =>
            html`<tr>
              <th scope="row">${label}</th>
              <td>${grouped(correct)}</td>
              <td>${grouped(found)}</td>
              <td>${grouped(gold)}</td>
              <td>${metricValue(f1)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tags-panel': TagsPanel;
  }
}
