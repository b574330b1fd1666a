/** What was replaced last, with a button that brings it back. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../state/session.ts';
import { barStyles } from '../notices/notice-styles.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { replacedBy } from '../words/replacing.ts';

@customElement('undo-bar')
export class UndoBar extends TrackedElement {
  static override styles = [controlStyles, barStyles];

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult | typeof nothing {
    const { replaced, files, canTrain } = this.session;
    const { value } = replaced.last;
    // an experiment has its own way back
    if (!value || !canTrain || this.session.experiments.now.value) return nothing;
    return html`<section aria-label=${msg('Replaced run')}>
      <p role="status">${replacedBy(value.by, value.what.step)}</p>
      <button type="button" @click=${() => files.bringBack()}>${msg('Undo')}</button>
      <button
        type="button"
        aria-label=${msg('Dismiss the undo')}
        @click=${() => replaced.dismiss()}
      >
        ${msg('Dismiss')}
      </button>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undo-bar': UndoBar;
  }
}
