/** One group of the settings table as a foldable section. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { settingKeys, settingsTable } from '../../config/settings.ts';
import type { Setting, SettingKey } from '../../config/settings.ts';
import type { Session } from '../state/session.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { sectionStyles } from '../parts/field-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { idleReason, isThere } from './idle-reason.ts';
import { settingRow } from '../parts/setting-row.ts';

@customElement('settings-form')
export class SettingsForm extends TrackedElement {
  static override styles = [controlStyles, sectionStyles];

  @property({ attribute: false }) session!: Session;
  @property() heading = '';
  @property({ attribute: false }) groups: readonly Setting['group'][] = [];
  @property({ type: Boolean }) open = false;
  /** Stands above the rare settings, while they are folded out. */
  @property({ attribute: false }) more: (() => unknown) | null = null;

  @state() private showsMore = false;

  protected override render(): TemplateResult {
    const { task, settings } = this.session;
    const keys = settingKeys.filter(
      (key) =>
        this.groups.includes(settingsTable[key].group) &&
        task.has(key) &&
        isThere(key, settings.value),
    );
    const isRare = (key: SettingKey) => {
      const { rare }: Setting = settingsTable[key];
      return rare === 'idle' ? this.#idle(key) !== null : rare === true;
    };
    const rare = keys.filter(isRare);
    return html`<details class="group" ?open=${this.open}>
      <summary><h2>${this.heading}</h2></summary>
      ${keys.filter((key) => !isRare(key)).map((key) => this.#row(key))}
      ${
        rare.length > 0
          ? html`<details
              class="more"
              @toggle=${(event: Event) =>
                (this.showsMore = (event.target as HTMLDetailsElement).open)}
            >
              <summary>
                ${msg('More')}<span class="visually-hidden">: ${this.heading.toLowerCase()}</span>
              </summary>
              ${this.showsMore ? (this.more?.() ?? nothing) : nothing}
              ${rare.map((key) => this.#row(key))}
            </details>`
          : nothing
      }
      <slot></slot>
    </details>`;
  }

  #row(key: SettingKey): TemplateResult {
    return settingRow(this.session, key, { idle: this.#idle(key) });
  }

  /** Why it has no effect now. */
  #idle(key: SettingKey): string | null {
    const { settings, engine } = this.session;
    return idleReason(key, settings.value, engine.value.catalogue, engine.value.backend);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-form': SettingsForm;
  }
}
