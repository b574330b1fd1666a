/** One of several choices of the settings table, or of lists that the worker's catalogue brings. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Setting } from '../../config/settings.ts';
import { SettingField } from './setting-field.ts';

export interface Choice {
  value: string;
  label: string;
}

@customElement('choice-field')
export class ChoiceField extends SettingField<Setting> {
  @property({ attribute: false }) choices: readonly Choice[] = [];

  protected override updated(): void {
    // Options may have come after the value.
    const select = this.renderRoot.querySelector('select')!;
    if (select.value !== this.#value) select.value = this.#value;
  }

  protected override renderControl(): TemplateResult {
    return html`<select
      id="control"
      aria-describedby="help"
      ?disabled=${this.idle !== null || this.choices.length === 0}
      .value=${live(this.#value)}
      @change=${this.#onChange}
    >
      ${this.choices.map(
        ({ value, label }) =>
          html`<option value=${value} ?selected=${value === this.#value}>${label}</option>`,
      )}
    </select>`;
  }

  get #value(): string {
    return this.shown ?? String(this.settings[this.key]);
  }

  #onChange(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.emit(this.setting.kind === 'number' ? Number(value) : value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'choice-field': ChoiceField;
  }
}
