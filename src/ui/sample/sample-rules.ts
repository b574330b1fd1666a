/** The fields of further rules for what is drawn: those that the task has. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { settingRow } from '../parts/setting-row.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';

const ruleKeys = [
  ...(['topP', 'samples', 'rivals', 'shortest', 'longest', 'unknown', 'without'] as const),
];

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
    const keys = ruleKeys.filter((key) => task.has(key));
    return html`${keys.map(
      (key) =>
        html`<div class=${key === 'without' ? 'wide' : ''}>
          ${settingRow(session, key, { stacked: true, idle: this.#idle(key) })}
        </div>`,
    )}`;
  }

  /** Why a rule changes nothing here; null where it does. */
  #idle(key: (typeof ruleKeys)[number]): string | null {
    const { task, settings } = this.session;
    const ofLines = key === 'shortest' || key === 'longest';
    if (ofLines && !task.drawsLines) return msg('Only of lines and sentences, which have an end.');
    if (key === 'samples' && task.drawsLines) return msg('Lines are drawn side by side anyhow.');
    const hasUnknown = settings.value.level === 'word';
    return key === 'unknown' && !hasUnknown ? msg('Only words can be unknown.') : null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-rules': SampleRules;
  }
}
