/**
 * Holds gates by hand: of all units of the layer or of one, at 0 or 1 or rounded; says what that does
 * to the loss of the line, and lists what is held. The training run does not notice.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Hold, Pin } from '../../protocol/pin.ts';
import { FieldRemarks } from '../parts/field-remarks.ts';
import { stackOf } from '../state/shown-stack.ts';
import type { Session } from '../state/session.ts';
import { fixed, gatesPinned, grouped } from '../format.ts';
import { afterLayer } from '../words/directions.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { gateColours } from './gate-colours.ts';
import { gatePinsStyles } from './gate-pins-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { helpOn } from '../parts/help-mark.ts';

const listed = 4;

@customElement('gate-pins')
export class GatePins extends TrackedElement {
  static override styles = [controlStyles, gateColours, gatePinsStyles];

  @property({ attribute: false }) session!: Session;

  @state() private gate = '';
  /** At first: what one unit does is hardly seen. Choosing a unit means that one. */
  @state() private isLayerWide = true;

  #remarks = new FieldRemarks(this);
  #chosenIn: { trace: string } | null = null;

  protected override willUpdate(): void {
    // a value that was chosen in a picture is the one that is meant
    const { chosenIn } = this.session.selection;
    if (chosenIn.value === this.#chosenIn) return;
    this.#chosenIn = chosenIn.value;
    this.isLayerWide = false;
    const gate = chosenIn.value?.trace;
    if (gate && this.session.pins.gates.some(({ id }) => id === gate)) this.gate = gate;
  }

  protected override render(): TemplateResult {
    const { pins, selection, gates, net } = this.session;
    if (pins.gates.length === 0) {
      return html`<div class="row">
        ${renderTitle()}
        <p>${msg('This cell has no gates to pin.')}</p>
      </div>`;
    }
    const chosen = pins.gates.find(({ id }) => id === this.gate) ?? pins.gates[0];
    const last = net.info.value?.hiddenSize ?? 1;
    const unit = Math.min(selection.unit.value, last - 1);
    const hold = pins.holdOf(gates.walk, chosen.id, unit);
    return html`<div
      role="group"
      aria-label=${msg('Pin a gate')}
      class=${pins.list.value.length > 0 ? 'active' : ''}
    >
      <div class="row">
        ${renderTitle()}
        <select aria-label=${msg('Gate to pin')} @change=${this.#onGate}>
          ${pins.gates.map(
            ({ id, symbol }) =>
              html`<option value=${id} .selected=${live(id === chosen.id)}>${symbol}</option>`,
          )}
        </select>
        <label>
          ${msg('of unit')}
          <input
            type="number"
            aria-label=${msg('Unit to pin')}
            min="1"
            max=${last}
            .value=${String(unit + 1)}
            @change=${this.#onUnit}
          />
          ${msg(str`of ${grouped(last)}`)} ${this.#remarks.render('unit', unit + 1)}
        </label>
        <label class="check">
          <input
            type="checkbox"
            .checked=${live(this.isLayerWide)}
            @change=${(event: Event) =>
              (this.isLayerWide = (event.target as HTMLInputElement).checked)}
          />${msg('all units')}
        </label>
        <span class="together">
          ${(['zero', 'one', 'rounded', 'free'] as const).map(
            (each) =>
              html`<button
                type="button"
                aria-pressed=${this.isLayerWide ? nothing : each === hold}
                @click=${() =>
                  pins.hold({
                    ...gates.walk,
                    gate: chosen.id,
                    unit: this.isLayerWide ? null : unit,
                    hold: each,
                  })}
              >
                ${holdVerb(each)}
              </button>`,
          )}
        </span>
      </div>
      <div class="row">
        ${this.#renderEffect()}
        <span class="together">
          <button type="button" @click=${() => pins.roundAll()}>${msg('Round all gates')}</button>
          <button
            type="button"
            ?disabled=${pins.list.value.length === 0}
            @click=${() => pins.freeAll()}
          >
            ${msg('Free all')}
          </button>
        </span>
      </div>
      ${pins.list.value.length > 0 ? this.#renderHeld() : nothing}
    </div>`;
  }

  #renderEffect(): TemplateResult {
    const { pins, gates } = this.session;
    const frame = gates.frame.value;
    if (pins.list.value.length === 0 || !frame?.unpinned) {
      return html`<p class="effect faint">
        ${msg('Pin a gate to 0 or 1 to see how the loss of this line changes.')}
      </p>`;
    }
    const { loss, unpinned, pinned } = frame;
    const change = loss - unpinned.loss;
    const sign = change < 0 ? '−' : '+';
    return html`<output class="effect" aria-label=${msg('Effect of the pins')}>
      ${msg(str`Loss of the line ${fixed(unpinned.loss, 4)} → ${fixed(loss, 4)} (${sign}${fixed(Math.abs(change), 4)}) with ${gatesPinned(pinned)}.`)}
    </output>`;
  }

  #renderHeld(): TemplateResult {
    const { pins } = this.session;
    const latest = pins.list.value.slice(-listed);
    return html`<div class="row">
      <ul aria-label=${msg('Pinned gates')}>
        ${latest.length < pins.list.value.length ? html`<li>…</li>` : nothing}
        ${latest.map((pin) => this.#renderPin(pin))}
      </ul>
      <label class="check">
        <input
          type="checkbox"
          .checked=${pins.showsDifference.value}
          @change=${(event: Event) =>
            pins.showDifference((event.target as HTMLInputElement).checked)}
        />${msg('Show the difference')}
      </label>
    </div>`;
  }

  #renderPin(pin: Pin): TemplateResult {
    const { pins, net } = this.session;
    const { part } = pin;
    const own = `${pin.layer}${afterLayer(stackOf(net.info.value, part), pin.direction)}`;
    const layer = part === 'encoder' ? msg(str`${own} of the encoder`) : own;
    const { symbol, role } = pins.gates.find(({ id }) => id === pin.gate) ?? {};
    const place =
      pin.unit === null
        ? msg(str`layer ${layer}`)
        : msg(str`unit ${pin.unit + 1} of layer ${layer}`);
    return html`<li class=${role ?? ''}>
      <b>${symbol ?? pin.gate}</b> ${place}: ${holdState(pin.hold)}
    </li>`;
  }

  #onGate(event: Event): void {
    this.gate = (event.target as HTMLSelectElement).value;
  }

  #onUnit(event: Event): void {
    const field = event.target as HTMLInputElement;
    const last = this.session.net.info.value?.hiddenSize ?? 1;
    const { selection } = this.session;
    const range = { min: 1, max: last };
    const taken = this.#remarks.take('unit', field, range);
    if (taken !== null) {
      selection.chooseUnit(taken - 1);
      this.isLayerWide = false;
    }
    this.#remarks.settle('unit', field, Math.min(selection.unit.value, last - 1) + 1, range);
  }
}

function renderTitle(): TemplateResult {
  return html`<h3>${msg('Pin a gate')}${helpOn('pins')}</h3>`;
}

function holdVerb(hold: Hold): string {
  return { zero: msg('Pin to 0'), one: msg('Pin to 1'), rounded: msg('Round'), free: msg('Free') }[
    hold
  ];
}

function holdState(hold: Hold): string {
  return { zero: '0', one: '1', rounded: msg('rounded'), free: msg('free') }[hold];
}

declare global {
  interface HTMLElementTagNameMap {
    'gate-pins': GatePins;
  }
}
