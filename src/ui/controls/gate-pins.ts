/**
 * Holds gates by hand: of one unit or of all units of the layer, at 0 or 1 or rounded; says what
 * that does to the loss of the line, and lists what is held. The training run does not notice.
 */
import { msg, str } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Hold, Pin } from '../../worker/protocol.ts';
import type { Session } from '../controllers/session.ts';
import { Watch } from '../controllers/store.ts';
import { fixed, gatesPinned } from '../format.ts';
import { controlStyles } from '../styles/controls.ts';
import { gateColours } from '../styles/gate-colours.ts';
import { gatePinsStyles } from '../styles/gate-pins.ts';

const listed = 4;

@customElement('gate-pins')
export class GatePins extends LitElement {
  static override styles = [controlStyles, gateColours, gatePinsStyles];

  @property({ attribute: false }) session!: Session;

  @state() private gate = '';
  @state() private isLayerWide = false;

  constructor() {
    super();
    const session = () => this.session;
    new Watch(this, () => [
      session().pins.list,
      session().pins.showsDifference,
      session().gates.frame,
      session().net.info,
      session().settings,
      session().selection.unit,
      session().selection.trace,
    ]);
  }

  protected override willUpdate(): void {
    // the gate that is pointed at is the one that a click means
    const { trace } = this.session.selection;
    if (this.session.pins.gates.some(({ id }) => id === trace.value)) this.gate = trace.value!;
  }

  protected override render(): TemplateResult {
    const { count } = this.session.pins;
    return html`<details>
      <summary>
        ${count > 0 ? msg(str`Pin gates: ${gatesPinned(count)} by hand`) : msg('Pin gates')}
      </summary>
      ${this.#renderControls()}
    </details>`;
  }

  #renderControls(): TemplateResult {
    const { pins, selection, gates, net } = this.session;
    if (pins.gates.length === 0) {
      return html`<p>${msg('This cell has no gates to pin.')}</p>`;
    }
    const chosen = pins.gates.find(({ id }) => id === this.gate) ?? pins.gates[0];
    const last = net.info.value?.hiddenSize ?? 1;
    const unit = Math.min(selection.unit.value, last - 1);
    const hold = pins.holdOf(gates.layer, chosen.id, unit);
    return html`
      <div class="row" role="group" aria-label=${msg('Pin a gate')}>
        <label>
          ${msg('Gate')}
          <select aria-label=${msg('Gate to pin')} @change=${this.#onGate}>
            ${pins.gates.map(
              ({ id, symbol }) =>
                html`<option value=${id} ?selected=${id === chosen.id}>${symbol}</option>`,
            )}
          </select>
        </label>
        <label>
          ${msg('of unit')}
          <input
            type="number"
            aria-label=${msg('Unit to pin')}
            min="1"
            max=${last}
            .value=${String(unit + 1)}
            ?disabled=${this.isLayerWide}
            @change=${this.#onUnit}
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.isLayerWide}
            @change=${(event: Event) =>
              (this.isLayerWide = (event.target as HTMLInputElement).checked)}
          />${msg('all units')}
        </label>
        ${(['zero', 'one', 'rounded', 'free'] as const).map(
          (each) =>
            html`<button
              type="button"
              aria-pressed=${this.isLayerWide ? nothing : each === hold}
              @click=${() =>
                pins.set({
                  layer: gates.layer,
                  gate: chosen.id,
                  unit: this.isLayerWide ? null : unit,
                  hold: each,
                })}
            >
              ${holdVerb(each)}
            </button>`,
        )}
        <span class="spring"></span>
        <button type="button" @click=${() => pins.roundAll()}>${msg('Round all gates')}</button>
        <button
          type="button"
          ?disabled=${pins.list.value.length === 0}
          @click=${() => pins.freeAll()}
        >
          ${msg('Free all')}
        </button>
      </div>
      ${this.#renderEffect()}
    `;
  }

  #renderEffect(): TemplateResult | typeof nothing {
    const { pins, gates } = this.session;
    const frame = gates.frame.value;
    if (pins.list.value.length === 0 || !frame?.unpinned) return nothing;
    const { loss, unpinned, pinned } = frame;
    const change = loss - unpinned.loss;
    const sign = change < 0 ? '−' : '+';
    return html`<div class="row effect">
      <output aria-label=${msg('Effect of the pins')}>
        ${msg(str`Loss of the line ${fixed(unpinned.loss, 4)} → ${fixed(loss, 4)} (${sign}${fixed(Math.abs(change), 4)}) with ${gatesPinned(pinned)}.`)}
      </output>
      <label class="check">
        <input
          type="checkbox"
          .checked=${pins.showsDifference.value}
          @change=${(event: Event) =>
            pins.showsDifference.set((event.target as HTMLInputElement).checked)}
        />${msg('Show the difference')}
      </label>
      <ul aria-label=${msg('Pinned gates')}>
        ${pins.list.value.slice(-listed).map((pin) => this.#renderPin(pin))}
        ${
          pins.list.value.length > listed
            ? html`<li>${msg(str`and ${pins.list.value.length - listed} more`)}</li>`
            : nothing
        }
      </ul>
    </div>`;
  }

  #renderPin(pin: Pin): TemplateResult {
    const { pins } = this.session;
    const symbol = pins.gates.find(({ id }) => id === pin.gate)?.symbol ?? pin.gate;
    const place =
      pin.unit === null
        ? msg(str`layer ${pin.layer}`)
        : msg(str`unit ${pin.unit + 1} of layer ${pin.layer}`);
    return html`<li class=${pin.gate}><b>${symbol}</b> ${place}: ${holdState(pin.hold)}</li>`;
  }

  #onGate(event: Event): void {
    this.gate = (event.target as HTMLSelectElement).value;
  }

  #onUnit(event: Event): void {
    const field = event.target as HTMLInputElement;
    const last = this.session.net.info.value?.hiddenSize ?? 1;
    const unit = Math.max(1, Math.min(last, Math.round(Number(field.value)) || 1));
    field.value = String(unit);
    this.session.selection.unit.set(unit - 1);
  }
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
