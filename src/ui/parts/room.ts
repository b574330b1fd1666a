/** How large an element is, in whole CSS pixels: its host updates whenever that changes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Room implements ReactiveController {
  /** 0 while it is not known. */
  width = 0;
  height = 0;

  readonly #host: ReactiveControllerHost;
  readonly #of: () => Element | null;
  #watched: Element | null = null;
  #resizes = new ResizeObserver(([entry]) => {
    const [width, height] = [entry.contentRect.width, entry.contentRect.height].map(Math.floor);
    if (width === this.width && height === this.height) return;
    [this.width, this.height] = [width, height];
    this.#host.requestUpdate();
  });

  /** @param of looked for after each update of the host */
  constructor(host: ReactiveControllerHost, of: () => Element | null) {
    this.#host = host;
    this.#of = of;
    host.addController(this);
  }

  hostUpdated(): void {
    const element = this.#of();
    if (element === this.#watched) return;
    this.#resizes.disconnect();
    this.#watched = element;
    if (element) this.#resizes.observe(element);
  }

  /** It may be put back elsewhere, and is updated then. */
  hostDisconnected(): void {
    this.#resizes.disconnect();
    this.#watched = null;
  }
}
