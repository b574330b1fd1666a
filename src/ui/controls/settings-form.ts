/** One group of the settings table as a foldable section. */
import { LitElement, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { settingKeys, settingsTable } from '../../config/settings.ts';
import type { Setting } from '../../config/settings.ts';
import type { Session } from '../controllers/session.ts';
import { Watch } from '../controllers/store.ts';
import { controlStyles } from '../styles/controls.ts';
import { sectionStyles } from '../styles/fields.ts';
import { settingRow } from './setting-row.ts';

@customElement('settings-form')
export class SettingsForm extends LitElement {
  static override styles = [controlStyles, sectionStyles];

  @property({ attribute: false }) session!: Session;
  @property() heading = '';
  @property({ attribute: false }) groups: readonly Setting['group'][] = [];
  @property({ type: Boolean }) open = false;

  constructor() {
    super();
    new Watch(this, () => [this.session.settings, this.session.engine, this.session.trained]);
  }

  protected override render(): TemplateResult {
    const { input } = this.session.settings.value;
    const keys = settingKeys.filter((key) => this.groups.includes(settingsTable[key].group));
    return html`<details ?open=${this.open}>
      <summary><h2>${this.heading}</h2></summary>
      ${keys.map((key) =>
        settingRow(this.session, key, {
          disabled: key === 'embeddingSize' && input !== 'embedding',
        }),
      )}
      <slot></slot>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-form': SettingsForm;
  }
}
