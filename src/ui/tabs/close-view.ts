/** ✕ in the head of a view of the main area: closes it, unless it is the last one. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../state/session.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('close-view')
export class CloseView extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: contents;
      }
      button {
        width: 24px;
        height: 24px;
        margin-right: -4px;
        padding: 0;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  /** Id of the view. */
  @property() view = '';
  @property() name = '';

  protected override updated(): void {
    const { main, moved } = this.session.openViews;
    if (moved.value !== this.view || !main.value.includes(this.view)) return;
    // who opened it is in it now
    this.session.openViews.arrived();
    this.renderRoot.querySelector('button')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { openViews: views } = this.session;
    if (!views.canClose) return nothing;
    const words = msg(str`Close ${this.name}`);
    return html`<button
      class="quiet"
      type="button"
      aria-label=${words}
      title=${words}
      @click=${() => views.close(this.view)}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d="M2 1L6 5l4-4l1 1l-4 4l4 4l-1 1l-4-4l-4 4l-1-1l4-4l-4-4z" />
      </svg>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'close-view': CloseView;
  }
}
