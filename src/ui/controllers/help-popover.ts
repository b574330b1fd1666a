/**
 * Shows a control's one-line help beside it, on hover and on keyboard focus. It lies in the top
 * layer, so the scrolling settings column cannot clip it. The same text is the control's
 * accessible description, whether it is shown or not.
 */
import type { LitElement, ReactiveController } from 'lit';

const hoverMs = 450;

export class HelpPopover implements ReactiveController {
  #host: LitElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('pointerenter', (event) => {
      if (event.pointerType === 'mouse') this.#timer = setTimeout(() => this.#show(), hoverMs);
    });
    host.addEventListener('pointerleave', () => this.#hide());
    host.addEventListener('pointerdown', () => this.#hide());
    host.addEventListener('focusin', () => {
      if (host.renderRoot.querySelector(':focus-visible')) this.#show();
    });
    host.addEventListener('focusout', () => this.#hide());
    host.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#hide();
    });
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  get #popover(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('[popover]');
  }

  #show(): void {
    const popover = this.#popover;
    if (!popover || !this.#host.isConnected || typeof popover.showPopover !== 'function') return;
    if (!popover.matches(':popover-open')) popover.showPopover();
    const field = this.#host.getBoundingClientRect();
    const { width, height } = popover.getBoundingClientRect();
    // Beside a narrow field at the left edge, else below.
    const beside = field.left < 60 && field.right + width + 12 < innerWidth;
    const left = beside ? field.right + 6 : Math.min(field.left, innerWidth - width - 8);
    const below = field.bottom + 4;
    const top = beside ? field.top : below + height > innerHeight ? field.top - height - 4 : below;
    popover.style.setProperty('left', `${Math.max(8, left)}px`);
    popover.style.setProperty('top', `${Math.min(top, innerHeight - height - 8)}px`);
  }

  #hide(): void {
    clearTimeout(this.#timer);
    const popover = this.#popover;
    if (popover?.matches(':popover-open')) popover.hidePopover();
  }
}
