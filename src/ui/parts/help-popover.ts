/**
 * Shows a control's one-line help beside it, on hover and on keyboard focus. It lies in the top
 * layer, so the scrolling settings column cannot clip it. The same text is the control's
 * accessible description, whether it is shown or not.
 */
import type { ReactiveController } from 'lit';
import type { TrackedElement } from '../tracked-element.ts';
import { placePopover } from './popover-place.ts';

const hoverMs = 450;

export class HelpPopover implements ReactiveController {
  #host: TrackedElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: TrackedElement) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('pointerenter', (event) => {
      if (event.pointerType === 'mouse') this.#timer = setTimeout(() => this.#show(), hoverMs);
    });
    host.addEventListener('pointerleave', () => this.#hide());
    host.addEventListener('pointerdown', () => this.#hide());
    host.addEventListener('focusin', () => {
      // a help mark within the field has words of its own
      if (host.renderRoot.querySelector(':focus-visible:not(help-mark)')) this.#show();
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
    return this.#host.renderRoot.querySelector<HTMLElement>('#help');
  }

  #show(): void {
    const popover = this.#popover;
    if (!popover || !this.#host.isConnected || typeof popover.showPopover !== 'function') return;
    if (!popover.matches(':popover-open')) popover.showPopover();
    placePopover(popover, this.#host.getBoundingClientRect());
  }

  #hide(): void {
    clearTimeout(this.#timer);
    const popover = this.#popover;
    if (popover?.matches(':popover-open')) popover.hidePopover();
  }
}
