/** Steps through the system's colours, light and dark. */
import { msg } from '@lit/localize';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { theme } from '../state/theme.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('theme-button')
export class ThemeButton extends TrackedElement {
  static override styles = [controlStyles];

  protected override render(): TemplateResult {
    const names = {
      auto: msg('Colours: same as system'),
      light: msg('Colours: light'),
      dark: msg('Colours: dark'),
    };
    const shapes = {
      auto: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.600v10.800a5.400 5.400 0 0 1 0-10.800z',
      light:
        'M8 4.500a3.500 3.500 0 1 0 0 7a3.500 3.500 0 0 0 0-7zM7.300 0h1.400v3H7.300zm0 13h1.400v3H7.300zM0 7.300h3v1.400H0zm13 0h3v1.400h-3zM2 3l1-1l2.100 2.100l-1 1zm8.900 8.900l1-1L14 13l-1 1zM2 13l2.100-2.100l1 1L3 14zm8.900-8.900L13 2l1 1l-2.100 2.100z',
      dark: 'M6 1.200A7 7 0 1 0 14.800 10A5.800 5.800 0 0 1 6 1.200z',
    };
    const choice = theme.choice.value;
    return html`<button
      class="quiet"
      type="button"
      aria-label=${names[choice]}
      title=${names[choice]}
      @click=${() => theme.next()}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${shapes[choice]} /></svg>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'theme-button': ThemeButton;
  }
}
