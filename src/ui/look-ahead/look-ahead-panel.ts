/** What knowing more of the words that follow is worth: F1 against look-ahead, bounds and nets. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Settings, settingsTable } from '../../config/settings.ts';
import { lookAheadInTurn } from '../experiments/of-tasks.ts';
import { stepsEach } from '../experiments/sizes.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { helpWith } from '../parts/help-mark.ts';
import { rivalTerms } from '../tags/rival-terms.ts';
import '../parts/line-chart.ts';
import type { Series } from '../parts/line-chart.ts';
import type { Point } from '../state/curve.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { metricValue } from '../words/metrics.ts';
import { lookAheadStyles } from './look-ahead-styles.ts';

const lookAheads = settingsTable.lookAhead.choices;

@customElement('look-ahead-panel')
export class LookAheadPanel extends TrackedElement {
  static override styles = [controlStyles, lookAheadStyles];

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult {
    const { experiments } = this.session;
    const { experiment, doing } = experiments.now.value ?? {};
    const isUnderway = experiment === lookAheadInTurn && doing !== null;
    return html`
      <div class="words">
        <p>
          ${msg('A net that answers at once knows only the words so far. Where only later words decide, even the best guess is sometimes wrong. A net that waits for a few words, or also reads the sentence backwards, knows more.')}
        </p>
        ${this.#renderTable()}
        <div class="foot">
          <button
            type="button"
            title=${lookAheadInTurn.plan()}
            ?disabled=${!experiments.isReady || isUnderway}
            @click=${() => void experiments.begin(lookAheadInTurn)}
          >
            ${msg('Train each in turn')}
          </button>
          <span class="faint">${msg(str`${grouped(stepsEach)} steps each`)}</span>
        </div>
      </div>
      <line-chart
        label=${msg('F1 by look-ahead')}
        .series=${this.#series}
        .places=${lookAheads.map(({ value }) => (value === 'all' ? msg('all') : value))}
        xName=${msg('look-ahead')}
        isShare
        xTicks
      ></line-chart>
    `;
  }

  #renderTable(): TemplateResult {
    const { scores } = this.session;
    const best = scores.best.value;
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${msg('Look-ahead')}</th>
          <th scope="col" class="bound">${msg('Best possible')} ${helpWith(rivalTerms.bound)}</th>
          <th scope="col" class="best">${msg('Best net so far')}</th>
          <th scope="col">${msg('at step')}</th>
        </tr>
      </thead>
      <tbody>
        ${lookAheads.map(({ value, label }) => {
          const isHere = value === scores.lookAhead;
          const reached = best.get(value);
          return html`<tr aria-current=${isHere ? 'true' : nothing}>
            <th scope="row">${label}${isHere ? msg(' ← current net') : ''}</th>
            <td>${metricValue(scores.boundOf(value))}</td>
            <td>${metricValue(reached?.value)}</td>
            <td>${grouped(reached?.step)}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  get #series(): Series[] {
    const { curve, metrics: known, scores } = this.session;
    const { main } = known;
    const best = scores.best.value;
    const { metrics = {} } = curve.validations.at(-1) ?? {};
    const now = main ? metrics[main.id] : undefined;
    const pointsOf = (valueOf: (choice: Settings['lookAhead']) => number | undefined): Point[] =>
      lookAheads.flatMap(({ value }, x) => {
        const y = valueOf(value);
        return y === undefined ? [] : [{ x, y }];
      });
    return [
      {
        ...{ label: msg('best possible'), colour: '--reference', width: 1.5 },
        ...{ points: pointsOf((choice) => scores.boundOf(choice)), dots: true, dashed: true },
      },
      {
        ...{ label: msg('best net so far'), colour: '--series-train', width: 2 },
        ...{ points: pointsOf((choice) => best.get(choice)?.value), dots: true },
      },
      {
        ...{ label: msg('current net'), colour: '--series-validation', width: 0 },
        ...{
          points: pointsOf((choice) => (choice === scores.lookAhead ? now : undefined)),
          dots: true,
        },
      },
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'look-ahead-panel': LookAheadPanel;
  }
}
