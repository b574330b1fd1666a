/** Words of the settings table: a prompt, a line. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { WordsSetting } from '../../config/settings.ts';
import { SettingField } from './setting-field.ts';

@customElement('words-field')
export class WordsField extends SettingField<WordsSetting> {
  protected override updated(): void {
    const input = this.renderRoot.querySelector('input')!;
    const value = this.shown ?? String(this.settings[this.key]);
    // An emptied field may show a stand-in, but not under the person's fingers.
    if (input.value !== value && !input.matches(':focus')) input.value = value;
  }

  protected override renderControl(): TemplateResult {
    return html`<input
      id="control"
      type="text"
      dir="auto"
      autocomplete="off"
      spellcheck="false"
      maxlength=${this.setting.maxLength}
      aria-describedby="help"
      @input=${this.#onInput}
      @change=${() => this.requestUpdate()}
      @blur=${() => this.requestUpdate()}
    />`;
  }

  #onInput(event: Event): void {
    this.emit((event.target as HTMLInputElement).value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'words-field': WordsField;
  }
}
