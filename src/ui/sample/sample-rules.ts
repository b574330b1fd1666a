/** The fields of further rules for what is drawn: those that mean something to the task. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SettingKey } from '../../config/settings.ts';
import { settingRow } from '../parts/setting-row.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('sample-rules')
export class SampleRules extends TrackedElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
      align-items: end;
      gap: 4px 6px;
      padding-top: 4px;
      --empty-reset: none;
    }
    .wide {
      grid-column: 1 / -1;
    }
  `;

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult {
    const { session } = this;
    const { task } = session;
    const { level } = session.settings.value;
    const keys: SettingKey[] = ['topP'];
    if (task.has('unknown') && level === 'word') keys.push('unknown');
    keys.push(...(task.drawsLines ? (['shortest', 'longest'] as const) : (['samples'] as const)));
    keys.push('rivals');
    const isWhole = task.unit === 'character';
    const help = isWhole
      ? undefined
      : msg('No token is drawn that has one of these characters in it.');
    return html`
      ${keys.map((key) => settingRow(session, key, { stacked: true }))}
      <div class="wide">${settingRow(session, 'without', { wide: true, help })}</div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-rules': SampleRules;
  }
}
