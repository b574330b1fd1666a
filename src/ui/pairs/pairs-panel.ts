/**
 * What the net writes: how often it is right on held-out pairs, by step and by length, which of them it
 * gets wrong, and what it writes for a source of one's own, while it trains.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LabelScore } from '../../protocol/metrics.ts';
import type { PairsFrame, WrittenFrame, WrittenLine } from '../../protocol/pairs.ts';
import { grouped } from '../format.ts';
import { controlStyles, panelStyles } from '../parts/control-styles.ts';
import '../parts/line-chart.ts';
import { settingRow } from '../parts/setting-row.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import '../tabs/close-view.ts';
import { tagsStyles } from '../tags/tags-styles.ts';
import { measuredWords, share, unknownWords, wrongWords } from '../tags/tags-words.ts';
import { TrackedElement } from '../tracked-element.ts';
import { metricValue } from '../words/metrics.ts';
import { answersNeedNet } from '../words/not-there.ts';
import { sentenceOf } from '../words/problems/problems.ts';
import { notHeldOutWords } from '../words/rows.ts';
import { countedUnits, type Unit } from '../words/units.ts';
import { pairsStyles } from './pairs-styles.ts';
import { sourceRow } from './source-row.ts';

@customElement('pairs-panel')
export class PairsPanel extends TrackedElement {
  static override styles = [controlStyles, panelStyles, tagsStyles, pairsStyles];

  @property({ attribute: false }) session!: Session;

  constructor() {
    super();
    new Seen(this, () => this.session.views.see('pairs', () => ({})));
    new Seen(this, () => this.session.views.see('written', () => this.session.gates.source));
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const frame = session.views.frame('pairs').value;
    const heading = msg('Answers');
    return html`<section role="region" aria-label=${heading}>
      <div class="head">
        <h2>${heading}</h2>
        <span class="spring"></span>
        <close-view .session=${session} view="pairs" name=${heading}></close-view>
      </div>
      ${frame ? this.#renderScore(frame.total) : this.#renderEmpty()}
      ${this.#renderTyped(session.views.frame('written').value)}
      ${frame ? this.#renderExamples(frame) : nothing}
    </section>`;
  }

  #renderEmpty(): TemplateResult {
    const { backend, phase } = this.session.engine.value;
    const words =
      backend || phase === 'starting'
        ? msg('The net’s answers to held-out pairs appear here.')
        : answersNeedNet();
    return html`<p class="faint">${words}</p>`;
  }

  /** As the latest validation has measured it. */
  #renderScore(heldOut: number): TemplateResult {
    const { curve, metrics, task, text, settings } = this.session;
    const { main } = metrics;
    if (heldOut === 0 || !main) {
      const words = notHeldOutWords(text.info.value ?? {}, settings.value.heldOut);
      return html`<p class="faint">${words}</p>`;
    }
    const latest = curve.validations.at(-1);
    const look = { colour: '--series-metric', width: 2, dots: true };
    return html`
      <dl>
        <div class="main">
          <dt>${main.name}</dt>
          <dd>
            <output aria-label=${main.name} aria-live="off"
              >${metricValue(latest?.metrics?.[main.id])}</output
            >
          </dd>
        </div>
      </dl>
      <p class="faint">${measuredWords(latest, task.unit)}</p>
      <div class="pictures">
        <line-chart
          label=${msg(str`${main.name} by step`)}
          .series=${[{ label: main.name, ...look, points: curve.metricPoints(main.id, false) }]}
          .lastX=${curve.steps}
          isShare
          xTicks
        ></line-chart>
        ${curve.labels.length > 0 ? renderLengths(curve.labels, this.session.task.unit) : nothing}
      </div>
    `;
  }

  #renderTyped(frame: WrittenFrame | null): TemplateResult {
    const { session } = this;
    const line = frame?.line;
    const problem = frame?.problem;
    return html`<div class="typed">
        ${sourceRow(session)}
        <button type="button" @click=${() => session.gates.takeAnotherLine()}>
          ${msg('Another')}
        </button>
      </div>
      ${settingRow(session, 'beam')} ${line ? this.#renderLine(line) : nothing}
      ${problem ? html`<p role="status">${sentenceOf(problem, session.names)}</p>` : nothing}`;
  }

  #renderLine({ wanted, given, skipped }: WrittenLine): TemplateResult {
    return html`${given.length > 0 ? renderGiven(given, wanted) : nothing}
    ${wanted === null ? nothing : html`<p class="faint">${msg(str`Right: ${wanted}`)}</p>`}
    ${
      skipped.length > 0
        ? html`<p class="skipped" role="status">
            ${unknownWords(skipped, this.session.task.lineUnit)}
            ${given.length === 0 ? msg('There is nothing here that the net can read.') : nothing}
          </p>`
        : nothing
    }`;
  }

  #renderExamples(frame: PairsFrame): TemplateResult | typeof nothing {
    const { examples, counted, problem } = frame;
    if (problem) return html`<p role="status">${sentenceOf(problem, this.session.names)}</p>`;
    if (counted === 0) return nothing;
    const name = msg('Held-out pairs');
    return html`<h3>${name} <span class="faint">${wrongWords(frame)}</span></h3>
      <ol tabindex="0" aria-label=${name}>
        ${examples.map(
          ({ source, wanted, given, isRight }) =>
            html`<li class=${isRight ? '' : 'wrong'}>
              <span class="source">${source}</span> → <q>${given}</q>
              ${isRight ? nothing : html`<span class="faint">${msg(str`right: ${wanted}`)}</span>`}
            </li>`,
        )}
      </ol>`;
  }
}

function renderGiven(given: WrittenLine['given'], wanted: WrittenLine['wanted']): TemplateResult {
  return html`<ol class="given" aria-label=${msg('Answers to the typed text')}>
    ${given.map(
      ({ text, probability, isCut }) =>
        html`<li class=${wanted !== null && (isCut || text !== wanted) ? 'wrong' : ''}>
          <q>${text}${isCut ? '…' : ''}</q> <span class="faint">${share(probability)}</span>
        </li>`,
    )}
  </ol>`;
}

/** By how much is to be written. */
function renderLengths(lengths: readonly LabelScore[], unit: Unit): TemplateResult {
  return html`<div class="labels" tabindex="0" role="group" aria-label=${msg('Right by length')}>
    <table>
      <thead>
        <tr>
          <th scope="col">${msg('written')}</th>
          <th scope="col">${msg('right')}</th>
          <th scope="col">${msg('of')}</th>
          <th scope="col">${msg('share')}</th>
        </tr>
      </thead>
      <tbody>
        ${lengths.map(
          ({ label, correct, gold, f1 }) =>
            html`<tr>
              <th scope="row">${countedUnits(unit, Number(label))}</th>
              <td>${grouped(correct)}</td>
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
    'pairs-panel': PairsPanel;
  }
}
