/** What lines are to be that are drawn by label: one of the labels, or each in turn. */
import { msg } from '@lit/localize';
import { css, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { inlineText } from '../../lib/inline-text.ts';
import { settingRow } from '../parts/setting-row.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('label-choice')
export class LabelChoice extends TrackedElement {
  static override styles = css`
    :host {
      display: block;
      grid-column: 1 / -1;
    }
  `;

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this;
    const labels = session.text.info.value?.rows?.labels;
    if (!labels) return nothing;
    const chosen = session.settings.value.drawnLabel;
    return settingRow(session, 'drawnLabel', {
      choices: [
        { value: '', label: msg('each in turn') },
        ...labels.map((value) => ({ value, label: inlineText(value, 60) })),
      ],
      shown: labels.includes(chosen) ? chosen : '',
      wide: true,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'label-choice': LabelChoice;
  }
}
