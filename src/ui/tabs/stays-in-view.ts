/**
 * Brings what was just opened into sight and keeps it there while it grows: its content may be
 * loaded or measured first. It lets go as soon as the person moves the page or presses anything.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const ownMoves = ['wheel', 'touchmove', 'pointerdown', 'keydown'];

export class StaysInView implements ReactiveController {
  #element: Element | null = null;
  #resizes = new ResizeObserver(() => this.#element?.scrollIntoView({ block: 'nearest' }));

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.release();
  }

  show(element: Element): void {
    this.release();
    this.#element = element;
    element.scrollIntoView({ block: 'nearest' });
    this.#resizes.observe(element);
    for (const move of ownMoves) addEventListener(move, this.release, { passive: true });
  }

  readonly release = (): void => {
    this.#element = null;
    this.#resizes.disconnect();
    for (const move of ownMoves) removeEventListener(move, this.release);
  };
}
