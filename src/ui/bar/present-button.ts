/** Larger type for the wall, and back. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { presentation, presentKey } from '../state/presentation.ts';
import { barButtonStyles, controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('present-button')
export class PresentButton extends TrackedElement {
  static override styles = [
    controlStyles,
    barButtonStyles,
    css`
      button[aria-pressed='true'] {
        background: var(--accent-soft);
        color: var(--ink);
      }
    `,
  ];

  protected override render(): TemplateResult {
    const isOn = presentation.shown.value;
    return html`<button
      class="quiet"
      type="button"
      aria-label=${msg('Present')}
      aria-pressed=${isOn}
      aria-keyshortcuts=${presentKey}
      title=${
        isOn
          ? msg(str`Stop presenting: back to normal type (Escape or ${presentKey})`)
          : msg(str`Present: large type for a projector, settings folded (${presentKey})`)
      }
      @click=${() => presentation.toggle()}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path
          d="M1 2h14v9.500H9l2.500 3h-1.800L8 12.500l-1.700 2H4.500l2.500-3H1zm1.500 1.500V10h11V3.500z"
        />
      </svg>
      <span class="words">${msg('Present')}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'present-button': PresentButton;
  }
}
