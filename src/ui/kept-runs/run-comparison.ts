/** What differs between the present run and the kept runs that are compared with it. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MetricInfo } from '../../protocol/metrics.ts';
import { idleReason } from '../settings/idle-reason.ts';
import { differencesOf } from './run-differences.ts';
import type { ComparedFacts, Difference } from './run-differences.ts';
import type { Session } from '../state/session.ts';
import { grouped, lossWords } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { keptRunsStyles } from './kept-runs-styles.ts';
import { swatchStyles } from '../parts/swatch-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { metricValue } from '../words/metrics.ts';
import { settingLabel, settingValue } from '../words/settings.ts';

const redrawMs = 1000;

/** A column of the table. */
interface Column extends ComparedFacts {
  name: string;
  swatch: string;
  /** Of a kept run, which can be gone back to. */
  id: string | null;
}

@customElement('run-comparison')
export class RunComparison extends TrackedElement {
  static override styles = [controlStyles, swatchStyles, keptRunsStyles];

  @property({ attribute: false }) session!: Session;

  protected override readonly restMs = redrawMs;

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this;
    const columns = [this.#present(), ...this.#compared()];
    if (columns.length === 1) return nothing;
    const { catalogue } = session.engine.value;
    const rows = differencesOf(
      columns,
      (key, settings) => idleReason(key, settings, catalogue) === null,
      this.#metricsOf(columns),
    );
    return html`<h3 id="title">${msg('What differs')}</h3>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="title">
        <table aria-labelledby="title">
          <thead>
            <tr>
              <td></td>
              ${columns.map(
                ({ name, swatch }) =>
                  html`<th scope="col"><i class=${swatch}></i> <bdi>${name}</bdi></th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr>
                  <th scope="row">${labelOf(row)}</th>
                  ${this.#shown(row).map((value) => html`<td><bdi>${value}</bdi></td>`)}
                </tr>`,
            )}
            <tr>
              <td></td>
              ${columns.map(({ id, name }) => html`<td>${id ? this.#renderOpen(id, name) : ''}</td>`)}
            </tr>
          </tbody>
        </table>
      </div>
      ${rows.length === 0 ? html`<p>${msg('Nothing: these runs are the same.')}</p>` : nothing}`;
  }

  #renderOpen(id: string, name: string): TemplateResult {
    return html`<button
      type="button"
      aria-label=${msg(str`Go back to ${name}`)}
      ?disabled=${!this.session.canTrain}
      @click=${() => this.session.files.openKept(id)}
    >
      ${msg('Go back')}
    </button>`;
  }

  /** Each once, whichever of the runs have it. */
  #metricsOf(columns: readonly Column[]): MetricInfo[] {
    const all = columns.flatMap(({ settings }) => this.session.metrics.of(settings));
    return [...new Map(all.map((metric) => [metric.id, metric])).values()];
  }

  #present(): Column {
    const { curve, settings, text, progress } = this.session;
    return {
      id: null,
      name: msg('Current run'),
      swatch: 'now',
      title: text.info.value?.title ?? '',
      settings: settings.value,
      step: progress.value.step,
      validationLoss: curve.validations.at(-1)?.loss ?? null,
      metrics: curve.validations.at(-1)?.metrics ?? {},
    };
  }

  #compared(): Column[] {
    const { kept, names } = this.session;
    return kept.compared.value.flatMap(({ id, colour }): Column[] => {
      const run = kept.run(id);
      return run ? [{ ...run, name: names.nameOf(run), swatch: `kept-${colour}` }] : [];
    });
  }

  #shown(row: Difference): string[] {
    switch (row.what) {
      case 'text':
        return row.values;
      case 'setting': {
        const { catalogue } = this.session.engine.value;
        return row.values.map((value) => settingValue(row.key, value, catalogue));
      }
      case 'step':
        return row.values.map(grouped);
      case 'validation loss':
        return row.values.map(lossWords);
      case 'metric':
        return row.values.map(metricValue);
    }
  }
}

function labelOf(row: Difference): string {
  switch (row.what) {
    case 'text':
      return msg('Text');
    case 'setting':
      return settingLabel(row.key);
    case 'step':
      return msg('Step');
    case 'validation loss':
      return msg('Validation loss');
    case 'metric':
      return row.metric.name;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'run-comparison': RunComparison;
  }
}
