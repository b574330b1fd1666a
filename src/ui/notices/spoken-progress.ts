/** For screen readers alone: a polite region that says now and then how training stands. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('spoken-progress')
export class SpokenProgress extends TrackedElement {
  static override styles = css`
    :host {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `;

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult {
    return html`<div role="status" aria-label=${msg('Spoken progress')}>
      ${this.session.announcer.words.value}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spoken-progress': SpokenProgress;
  }
}
