/**
 * The gradient through time of the net as it is now: every pair of time steps as a heat map, the
 * curve over the lag beside those of earlier runs, and what one step back does. The worker measures
 * only while this panel exists.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GradientFrame, GradientsThroughTime } from '../../protocol/frames.ts';
import type { KeptCurves } from '../state/gradient-curves.ts';
import { gatesCurve } from './along-memory.ts';
import {
  answered,
  asWalked,
  curveOf,
  exploded,
  normsOf,
  sourceOf,
  stepsOf,
  vanished,
} from './lag-curves.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { theme } from '../state/theme.ts';
import { settingRow } from '../parts/setting-row.ts';
import { countSigns } from '../characters.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { gateColours } from '../gates/gate-colours.ts';
import { swatchStyles } from '../parts/swatch-styles.ts';
import { throughTimeStyles } from './through-time-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { characterSign } from '../parts/character-sign.ts';
import { magnitudeTable } from '../parts/colour-map.ts';
import '../parts/colour-scale.ts';
import './gradient-map.ts';
import type { Pair } from './gradient-map.ts';
import '../parts/line-chart.ts';
import type { Reference, Series } from '../parts/line-chart.ts';
import { laterPoints, pointsOf, renderFactors, sidedPoints } from './step-factors.ts';
import {
  choicesOf,
  exponent,
  productOf,
  reachWords,
  shownBy,
  symbolOf,
  wordsOf,
} from './through-time-words.ts';
import { cellOf } from '../gates/traces.ts';
import { columnWords, lagWords, measuredWords, pointedWords, type View } from './shown-words.ts';
import { directionSelect, layerSelect } from '../parts/walk-selects.ts';
import { noAnswerToSource, noLossOfLine } from '../words/not-there.ts';
import { afterLayer, arrowOf } from '../words/directions.ts';
import { unitNames } from '../words/units.ts';

/** Orders of magnitude that the colours span. */
const decades = 6;

@customElement('through-time-panel')
export class ThroughTimePanel extends TrackedElement {
  static override styles = [controlStyles, gateColours, swatchStyles, throughTimeStyles];

  @property({ attribute: false }) session!: Session;

  @state() private pointed: Pair | null = null;

  constructor() {
    super();
    new Seen(this, () => this.session.gradient.see());
  }

  protected override render(): TemplateResult {
    const frame = this.session.gradient.frame.value;
    const view = frame?.gradients ? this.#viewOf(frame, frame.gradients) : null;
    const isKept = view !== null && this.session.gradient.keptNow !== null;
    return html`
      <div class="head">
        ${this.#renderBy(view)}
        <span class="walk"
          >${layerSelect(this.session, msg('Layer of the states'))}
          ${directionSelect(this.session, msg('Direction of the states'), this.session.gates.reach)}</span
        >
        <output aria-label=${msg('Gradient in words')} aria-live="off"
          >${view ? this.#words(view) : this.#whyNothing(frame)}</output
        >
        <button
          type="button"
          title=${msg('Keeps it for comparison with later curves. When a run ends, its curve is kept automatically.')}
          ?disabled=${!view || isKept}
          @click=${() => this.session.gradient.keep()}
        >
          ${isKept ? msg('Curve kept') : msg('Keep this curve')}
        </button>
      </div>
      ${view ? this.#renderStage(view) : nothing}
    `;
  }

  protected override updated(): void {
    const map = this.renderRoot.querySelector<HTMLElement>('.map');
    map?.style.setProperty('--steps', map.dataset.steps ?? '1');
  }

  #viewOf(frame: GradientFrame, gradients: GradientsThroughTime): View {
    const cell = cellOf(this.session.engine.value.catalogue, frame.cell);
    const memory = cell?.memory ?? null;
    const keeping = cell?.traces.find(({ id }) => id === memory?.gate)?.role;
    const by = shownBy(this.session.settings.value.gradientBy, memory);
    const arrow = arrowOf(frame, frame.direction);
    const symbol = symbolOf(by, memory, arrow);
    const { sourceDirections = 1, direction } = frame;
    const sourceArrow = arrowOf({ directions: sourceDirections }, direction);
    const sourceSymbol = symbolOf(by, memory, sourceArrow);
    const curve = curveOf(frame, gradients, by);
    return { frame, gradients, by, symbol, sourceSymbol, arrow, memory, keeping, curve };
  }

  #words({ frame, gradients, memory, by, curve }: View): string {
    if (gradients.source) {
      return reachWords(asWalked(gradients, frame.direction), memory, by);
    }
    return wordsOf(gradients, memory, by, curve, this.session.task.unit);
  }

  #whyNothing(frame: GradientFrame | null): string {
    if (frame?.sourceDirections) {
      return noAnswerToSource();
    }
    if (frame && frame.tokens.length > 1) {
      return noLossOfLine();
    }
    if (frame) {
      const units = unitNames(this.session.task.lineUnit);
      return msg(str`Fewer than two ${units} of the line in Gates are in the vocabulary.`);
    }
    const { backend, phase } = this.session.engine.value;
    return backend || phase === 'starting'
      ? msg('The net’s gradient appears here.')
      : msg('The gradient needs a net, but none can be built here.');
  }

  #renderBy(view: View | null): TemplateResult {
    const choices = choicesOf(view?.memory);
    const shown = view?.by ?? this.session.settings.value.gradientBy;
    return settingRow(this.session, 'gradientBy', { stacked: true, choices, shown });
  }

  #renderStage(view: View): TemplateResult {
    return html`
      <div class="stage">
        ${this.#renderMap(view)} ${this.#renderCurves(view)}
        ${renderFactors(asWalked(view.gradients, view.frame.direction), view.memory, view.keeping, view.arrow)}
      </div>
      <p class="foot">
        <output
          aria-label=${msg('Gradient value')}
          aria-live="off"
          data-hint=${msg('Point at a value, or focus the heat map and use the arrow keys.')}
          >${pointedWords(view, this.pointed)}</output
        >
        ${
          view.frame.cut > 0
            ? html`<span class="faint">${measuredWords(view, this.session.task.unit)}</span>`
            : nothing
        }
      </p>
    `;
  }

  #renderMap(view: View): TemplateResult {
    const { frame, gradients, by, symbol } = view;
    const [steps, source] = [stepsOf(gradients), sourceOf(gradients)];
    const norms = normsOf(gradients, by);
    const largest = norms.reduce((most, value) => Math.max(most, value), 0);
    const high = 10 ** Math.ceil(Math.log10(largest || 1));
    const low = high * 10 ** -decades;
    const colours = magnitudeTable(theme.shown.value);
    const { pointed } = this;
    return html`<div class="map" data-steps=${source + steps}>
      <p class="caption">
        <span>${columnWords(view)}</span>
        <colour-scale
          symbols=""
          low=${exponent(low)}
          high=${exponent(high)}
          .colours=${colours}
        ></colour-scale>
      </p>
      <div class="characters ${isOfWords(frame) ? 'words' : ''}" aria-hidden="true">
        ${frame.tokens.map((character, at) =>
          characterSign(
            character,
            pointed !== null &&
              (at === pointed.k || at === answered(frame, pointed.t)) &&
              'pointed',
          ),
        )}
      </div>
      <gradient-map
        label=${msg(str`Norm of the gradient of loss ⟨t⟩ by ${symbol}⟨k⟩; arrow keys read its values`)}
        .norms=${norms}
        .steps=${steps}
        .source=${source}
        ?isWhole=${frame.directions === 2}
        .low=${low}
        .high=${high}
        .colours=${colours}
        .pointed=${pointed}
        @pair-pointed=${({ detail }: CustomEvent<Pair | null>) => (this.pointed = detail)}
      ></gradient-map>
    </div>`;
  }

  #renderCurves({ frame, gradients, by, curve, memory }: View): TemplateResult {
    const kept = this.session.gradient.keptBefore;
    // what answers reads one way
    const direction = gradients.source ? 0 : frame.direction;
    const gates = gatesCurve(asWalked(gradients, direction));
    const sides = [...curve.before, ...(curve.later ?? [])];
    const largest = Math.max(...sides.map((value) => value ?? 0));
    const live = { ...frame, directions: frame.sourceDirections ?? frame.directions };
    const references: Reference[] = [{ label: msg('1e-3: vanished'), value: vanished }];
    if (largest > exploded) references.push({ label: msg('10: explodes'), value: exploded });
    const series: Series[] = kept.map((curves) => ({
      label: this.#nameOf(curves),
      colour: `--kept-${curves.colour + 1}`,
      width: 1.5,
      points: sidedPoints(curves.curves[by]),
    }));
    if (gates) {
      const label = msg('gates alone');
      const points = direction === 1 ? laterPoints(gates) : pointsOf(gates);
      series.push({ label, colour: '--series-train', width: 1.5, dashed: true, points });
    }
    const now = { label: msg('now'), colour: '--series-train', width: 2.5 };
    series.push({ ...now, points: sidedPoints(curve) });
    return html`<div class="curves">
      <p class="caption">
        <span>${lagWords(curve, gradients)}</span>
      </p>
      <line-chart
        label=${msg('Gradient norm by lag')}
        xName=${msg('lag')}
        yWidth="44"
        .series=${series}
        .references=${references}
        .firstX=${curve.later ? 1 - curve.later.length : 0}
        .lastX=${curve.later ? curve.before.length - 1 : 0}
        logY
        xTicks
      ></line-chart>
      <ul aria-label=${msg('Curves')}>
        <li><i class="now"></i>${this.#nameOf(live)}</li>
        ${gates && memory ? html`<li><i class="now dashed"></i>${productOf(memory)}</li>` : nothing}
        ${kept.map(
          (curves) =>
            html`<li>
              <i class="kept-${curves.colour + 1}"></i>${this.#nameOf(curves)}
              <button
                type="button"
                class="quiet"
                aria-label=${msg(str`Remove ${this.#nameOf(curves)}`)}
                @click=${() => this.session.gradient.remove(curves)}
              >
                ✕
              </button>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  #nameOf(walk: Pick<KeptCurves, 'cell' | 'layer' | 'direction' | 'directions' | 'step'>): string {
    const { cell, layer, direction, step } = walk;
    const name = cellOf(this.session.engine.value.catalogue, cell)?.name ?? cell;
    const arrow = afterLayer(walk, direction);
    return layer > 1 || arrow
      ? msg(str`${name}, layer ${layer}${arrow}, step ${grouped(step)}`)
      : msg(str`${name}, step ${grouped(step)}`);
  }
}

const isOfWords = ({ tokens }: GradientFrame) => tokens.some((one) => countSigns(one) > 1);

declare global {
  interface HTMLElementTagNameMap {
    'through-time-panel': ThroughTimePanel;
  }
}
