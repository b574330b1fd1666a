/** For screen readers alone: a polite region that says now and then how training stands. */
import { msg } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../controllers/session.ts';
import { Watch } from '../controllers/store.ts';

@customElement('spoken-progress')
export class SpokenProgress extends LitElement {
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

  constructor() {
    super();
    new Watch(this, () => [this.session.announcer.words]);
  }

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
