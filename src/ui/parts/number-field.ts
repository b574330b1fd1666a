/** A number of the settings table, kept in its range; optionally with a logarithmic slider. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { NumberSetting } from '../../config/settings.ts';
import { takenNumber, typedNumber } from '../words/taken-number.ts';
import { SettingField } from './setting-field.ts';

const sliderSteps = 600;

@customElement('number-field')
export class NumberField extends SettingField<NumberSetting> {
  /** How what was typed became what stands there. */
  @state() private remark: { words: string; on: number } | null = null;

  protected override updated(): void {
    const input = this.#input;
    // What is being typed stays as typed while it means the same number.
    const typing = this.eager && input.matches(':focus');
    if (!typing && input.value !== String(this.#value)) input.value = String(this.#value);
    else if (typing && input.value !== '' && this.#fits(Number(input.value))) {
      if (Number(input.value) !== this.#value) input.value = String(this.#value);
    }
  }

  protected override renderControl(): TemplateResult {
    const { min, max, increment, unit } = this.setting;
    // Arrow keys count from `min`: one that is no multiple of the increment gives crooked numbers.
    const steppable = Math.abs(Math.round(min / increment) - min / increment) < 1e-9;
    return html`<input
        id="control"
        type="number"
        inputmode=${this.setting.integer ? 'numeric' : 'decimal'}
        min=${steppable ? min : nothing}
        max=${max}
        step=${increment}
        aria-describedby="help"
        ?disabled=${this.idle !== null}
        @input=${this.#onInput}
        @change=${this.#onChange}
      />${unit ? html`<span class="unit">${unit}</span>` : nothing}`;
  }

  protected override renderBelow(): unknown {
    // once the number is another one it says nothing any more
    const words = this.remark?.on === this.#value ? this.remark.words : '';
    return html`<p class="remark" role="status" ?hidden=${words === ''}>${words}</p>
      ${this.setting.logSlider ? this.#renderSlider() : nothing}`;
  }

  /** What takes a new net is changed where the slider is let go, not on every way there. */
  #renderSlider(): TemplateResult {
    return html`<div class="slider">
      <input
        type="range"
        aria-label=${`${this.setting.label} slider`}
        aria-describedby="help"
        aria-valuetext=${this.#value}
        min="0"
        max=${sliderSteps}
        .value=${live(String(this.#toSlider(this.#value)))}
        ?disabled=${this.idle !== null}
        @input=${this.setting.effect === 'live' ? this.#onSlide : nothing}
        @change=${this.setting.effect === 'live' ? nothing : this.#onSlide}
      />
    </div>`;
  }

  get #input(): HTMLInputElement {
    return this.renderRoot.querySelector<HTMLInputElement>('#control')!;
  }

  get #value(): number {
    return this.settings[this.key] as number;
  }

  #fits(value: number): boolean {
    const { min, max, integer } = this.setting;
    return value >= min && value <= max && (!integer || Number.isInteger(value));
  }

  #toSlider(value: number): number {
    const { min, max } = this.setting;
    return Math.round((sliderSteps * Math.log(value / min)) / Math.log(max / min));
  }

  #onInput(): void {
    this.remark = null;
    const { value } = this.#input;
    const number = Number(value);
    if (this.eager && value.trim() !== '' && this.#fits(number)) this.emit(number);
  }

  #onChange(): void {
    const { min, max, integer } = this.setting;
    const input = this.#input;
    const number = typedNumber(input);
    const whole = integer ? Math.round(number) : number;
    const value = Number.isFinite(whole) ? Math.min(max, Math.max(min, whole)) : this.#value;
    input.value = String(value);
    this.remark = { words: takenNumber(number, value, this.setting), on: value };
    if (value !== this.#value) this.emit(value);
  }

  #onSlide(event: Event): void {
    this.remark = null;
    const { min, max, integer } = this.setting;
    const share = Number((event.target as HTMLInputElement).value) / sliderSteps;
    const value = min * (max / min) ** share;
    this.emit(integer ? Math.round(value) : Number(value.toPrecision(2)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'number-field': NumberField;
  }
}
