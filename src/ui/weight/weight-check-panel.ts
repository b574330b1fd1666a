/**
 * Backpropagation checked by hand: a weight of the person's choice is nudged, the slope that the
 * loss then has stands beside the engine's gradient, and that is shown as what each time step adds.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { WeightCheck, WeightFrame } from '../../protocol/frames.ts';
import { FieldRemarks } from '../parts/field-remarks.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { namedCharacter, visible } from '../characters.ts';
import { fixed, grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { gateColours } from '../gates/gate-colours.ts';
import { weightCheckStyles } from './weight-check-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import '../parts/bar-chart.ts';
import type { Bar } from '../parts/bar-chart.ts';
import { barTable } from '../parts/bar-table.ts';
import type { Names } from '../words/problems/said.ts';
import { noAnswerToSource, noLossOfLine } from '../words/not-there.ts';
import { type Unit, unitNames } from '../words/units.ts';
import { figures, gradientWords, partWords, sumOf, useWords, verdictOf } from './weight-words.ts';
import { sentenceOf } from '../words/problems/problems.ts';

const nudges = [1, 0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6];
/** Characters that find room under the bars. */
const mostFeet = 24;

@customElement('weight-check-panel')
export class WeightCheckPanel extends TrackedElement {
  static override styles = [controlStyles, gateColours, weightCheckStyles];

  @property({ attribute: false }) session!: Session;

  #remarks = new FieldRemarks(this);

  constructor() {
    super();
    new Seen(this, () => this.session.weight.see());
  }

  protected override render(): TemplateResult {
    const { task, weight, names } = this.session;
    const frame = weight.frame.value;
    const measured = frame?.measured;
    const part = measured?.use.at === 'source' ? 'encoder' : 'decoder';
    return html`
      ${this.#renderFields(measured?.check.nudge ?? null)}
      <output
        class=${measured && !measured.agrees ? 'bad' : ''}
        aria-label=${msg('Verdict')}
        aria-live="off"
        >${measured ? verdictOf(measured.check, measured.agrees) : whyNothing(frame, task.lineUnit, names)}</output
      >
      ${
        measured
          ? html`<div class="stage">
              ${this.#renderTable(frame, measured.check)}
              ${renderSum(frame, measured, task.unitOf(part))}
            </div>`
          : nothing
      }
    `;
  }

  #renderFields(suiting: number | null): TemplateResult {
    const { weight, net } = this.session;
    const { name, nudge } = weight.chosen.value;
    // an initial state multiplies nothing: no time step uses it as a weight
    const used = net.info.value?.parameterList.filter(({ name }) => !isInitialState(name)) ?? [];
    const [rows, columns] = weight.shape;
    const own =
      nudge === null && suiting !== null
        ? msg(str`automatic: ${figures(suiting, 1)}`)
        : msg('automatic');
    return html`<div class="fields">
      <label>
        <span>${msg('Weights')}</span>
        <select
          @change=${(event: Event) =>
            weight.choose({ name: (event.target as HTMLSelectElement).value, place: null })}
        >
          ${used.map(
            ({ name: each, shape }) =>
              html`<option value=${each} ?selected=${each === name}>
                ${each} (${shape.join(' × ')})
              </option>`,
          )}
        </select>
      </label>
      ${this.#renderPlace(msg('Row'), 'row', rows)}
      ${columns > 1 ? this.#renderPlace(msg('Column'), 'column', columns) : nothing}
      <button
        type="button"
        title=${msg('Selects the weight with the largest gradient')}
        @click=${() => weight.choose({ place: null })}
      >
        ${msg('Largest gradient')}
      </button>
      <label>
        <span>${msg('Nudge ε')}</span>
        <select
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            weight.choose({ nudge: value === '' ? null : Number(value) });
          }}
        >
          <option value="" ?selected=${nudge === null}>${own}</option>
          ${nudges.map(
            (each) =>
              html`<option value=${each} ?selected=${each === nudge}>${figures(each, 1)}</option>`,
          )}
        </select>
      </label>
    </div>`;
  }

  #renderTable(frame: WeightFrame, check: WeightCheck): TemplateResult {
    const [, columns] = this.session.weight.shape;
    const { row, column } = frame.place!;
    const { value, nudge, loss, above, below, slope, gradient, rounding, bend } = check;
    const loss7 = (each: number) => fixed(each, 7);
    return html`<table>
      <caption>
        ${
          columns > 1
            ? msg(
                str`w: row ${row + 1}, column ${column + 1} of ${frame.name}, step ${grouped(frame.step)}`,
              )
            : msg(str`w: row ${row + 1} of ${frame.name}, step ${grouped(frame.step)}`)
        }
      </caption>
      <tbody>
        ${renderRow('w', figures(value, 4), msg(str`ε = ${figures(nudge, 1)}`))}
        ${renderRow('L(w + ε)', loss7(above))} ${renderRow('L(w)', loss7(loss))}
        ${renderRow('L(w − ε)', loss7(below), msg('mean loss over the line'))}
      </tbody>
      <tbody>
        ${renderRow(
          msg('Measured slope'),
          renderOutput(msg('Measured slope'), slope),
          '(L(w + ε) − L(w − ε)) / 2ε',
        )}
        ${renderRow(
          msg('Gradient by BPTT'),
          renderOutput(msg('Gradient by BPTT'), gradient),
          msg('∂L/∂w, the sum of the bars'),
        )}
      </tbody>
      <tbody>
        ${renderRow(msg('Difference'), figures(Math.abs(slope - gradient), 2))}
        ${renderRow(msg('Rounding error up to'), figures(rounding, 2), msg('float32 keeps 7 digits of a loss'))}
        ${renderRow(msg('Curvature error up to'), figures(bend, 2), msg('left and right slopes differ'))}
      </tbody>
    </table>`;
  }

  /** A number from 1 to `most`, kept from 0. */
  #renderPlace(label: string, key: 'row' | 'column', most: number): TemplateResult {
    const { weight } = this.session;
    const { place } = weight.chosen.value;
    const range = { min: 1, max: most };
    const take = ({ currentTarget }: Event) => {
      const taken = this.#remarks.take(key, currentTarget as HTMLInputElement, range);
      if (taken === null) return;
      const before = weight.chosen.value.place ?? { row: 0, column: 0 };
      weight.choose({ place: { ...before, [key]: taken - 1 } });
    };
    const settle = ({ currentTarget }: Event) => {
      const kept = weight.chosen.value.place;
      const input = currentTarget as HTMLInputElement;
      if (kept) this.#remarks.settle(key, input, kept[key] + 1, range);
    };
    return html`<label>
      <span>${label} <span class="faint">${msg(str`of ${most}`)}</span></span>
      <input
        type="number"
        min="1"
        max=${most}
        step="1"
        inputmode="numeric"
        aria-label=${label}
        .value=${live(place ? String(place[key] + 1) : '')}
        @input=${take}
        @change=${settle}
      />
      ${place ? this.#remarks.render(key, place[key] + 1) : nothing}
    </label>`;
  }
}

function whyNothing(frame: WeightFrame | null, unit: Unit, names: Names): string {
  if (!frame) return msg('A weight’s gradient appears here.');
  if (frame.problem !== null) return sentenceOf(frame.problem, names);
  if (frame.source) {
    return noAnswerToSource();
  }
  return frame.tokens.length > 1
    ? noLossOfLine()
    : msg(str`Fewer than two ${unitNames(unit)} of this line are in the vocabulary.`);
}

function renderRow(name: string, value: unknown, how = ''): TemplateResult {
  return html`<tr>
    <th scope="row">${name}</th>
    <td class="number">${value}</td>
    <td class="how">${how}</td>
  </tr>`;
}

function renderOutput(label: string, value: number): TemplateResult {
  return html`<output aria-label=${label} aria-live="off">${figures(value, 4)}</output>`;
}

function renderSum(
  { tokens: read, source }: WeightFrame,
  measured: NonNullable<WeightFrame['measured']>,
  unit: Unit,
): TemplateResult {
  const { check, use } = measured;
  const { summands, gradient } = check;
  const isOnce = use.at === 'bridge';
  const tokens = isOnce ? [] : use.at === 'source' ? (source ?? []) : read;
  const bars = summands.map((summand, time): Bar => ({
    value: summand,
    words: isOnce
      ? msg(str`its one use adds: ${figures(summand, 3)}`)
      : msg(
          str`time step ${time + 1} “${namedCharacter(tokens[time])}” adds: ${figures(summand, 3)}`,
        ),
  }));
  const finite = summands.filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...finite), Math.max(0, ...finite)];
  const every = Math.ceil(summands.length / mostFeet);
  const feet = summands.flatMap((_, time) =>
    time % every === 0 && !isOnce
      ? [{ at: (time + 0.5) / summands.length, label: visible(tokens[time]) }]
      : [],
  );
  // an end close to 0 would write over it
  const isApart = (at: number) => at === 0 || Math.abs(at) > (high - low) / 8;
  const ticks = [...new Set([low, 0, high])]
    .filter(isApart)
    .map((at) => ({ at, label: figures(at, 2) }));
  return html`<div class="sum ${(use.into.kind === 'gate' && use.into.role) || ''}">
    <h3>${sumOf(use)}</h3>
    <bar-chart
      label=${msg('What each time step adds to the gradient')}
      .bars=${bars}
      .low=${low}
      .high=${high > low ? high : 1}
      .ticks=${ticks}
      .feet=${feet}
    ></bar-chart>
    <p>
      ${useWords(measured, unit)} ${partWords(use, unit)}
      ${gradientWords(use, summands.length, gradient)}
    </p>
    ${barTable(msg('Time step'), msg('Adds'), bars)}
  </div>`;
}

const isInitialState = (name: string) => /^(rnn|encoder)\.initial_/.test(name);

declare global {
  interface HTMLElementTagNameMap {
    'weight-check-panel': WeightCheckPanel;
  }
}
