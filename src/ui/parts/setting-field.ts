/**
 * What every control of a setting has: its label, one line of help, a reset. Subclasses bring the
 * control itself. The base of number-field, choice-field and words-field.
 *
 * @fires setting-changed - the person chose another value
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defaultOf } from '../../config/defaults.ts';
import type { Setting, SettingKey, Settings } from '../../config/settings.ts';
import { HelpPopover } from './help-popover.ts';
import { controlStyles } from './control-styles.ts';
import { fieldStyles } from './field-styles.ts';
import { popoverStyles } from './popover-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { termOfSetting } from '../words/terms.ts';
import { helpOn } from './help-mark.ts';

export interface SettingChange {
  key: SettingKey;
  value: string | number;
}

export type SettingChangedEvent = CustomEvent<SettingChange>;

export abstract class SettingField<Row extends Setting> extends TrackedElement {
  static override styles = [controlStyles, popoverStyles, fieldStyles];

  @property({ attribute: false }) key!: SettingKey;
  @property({ attribute: false }) setting!: Row;
  /** A new object whenever any setting changed or was refused: the control then shows it again. */
  @property({ attribute: false }) settings!: Settings;
  /** The value to show where it is not the setting itself, e.g. a line taken from the text. */
  @property({ attribute: false }) shown: string | null = null;
  /** Acts while typing; otherwise on Enter or when the field is left. */
  @property({ type: Boolean }) eager = false;
  /** Label above the control. */
  @property({ type: Boolean, reflect: true }) stacked = false;
  /** The control takes all the room that the label leaves. */
  @property({ type: Boolean, reflect: true }) wide = false;
  /** Why the setting has no effect now, and is disabled; null: it has one. */
  @property({ reflect: true }) idle: string | null = null;

  constructor() {
    super();
    new HelpPopover(this);
  }

  protected abstract renderControl(): TemplateResult;

  /** A second row below the control. */
  protected renderBelow(): unknown {
    return null;
  }

  protected override render(): TemplateResult {
    const { label, help } = this.setting;
    const standard = defaultOf(this.key, this.settings);
    const term = termOfSetting(this.key);
    const reset = standard === '' ? msg('Reset to empty') : msg(str`Reset to ${standard}`);
    return html`
      <div class="name">
        <label for="control">${label}</label>
        ${term ? helpOn(term) : nothing}
      </div>
      <div class="control">${this.renderControl()}</div>
      <button
        class="reset quiet"
        type="button"
        aria-label=${reset}
        title=${reset}
        ?hidden=${this.idle !== null || this.settings[this.key] === standard}
        @click=${() => this.emit(standard)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path
            d="M3 2v4.500h4.500L5.800 4.800A4.500 4.500 0 1 1 3.700 9.500H2.100a6 6 0 1 0 2.600-5.700z"
          />
        </svg>
      </button>
      ${this.renderBelow()}
      <p id="help" popover="manual">${this.idle} ${help}</p>
    `;
  }

  protected emit(value: string | number): void {
    const detail: SettingChange = { key: this.key, value };
    this.dispatchEvent(
      new CustomEvent('setting-changed', { detail, bubbles: true, composed: true }),
    );
  }
}

declare global {
  interface HTMLElementEventMap {
    'setting-changed': SettingChangedEvent;
  }
}
