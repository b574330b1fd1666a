/** Its host looks at something for as long as it stands on the page. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Seen implements ReactiveController {
  readonly #see: () => () => void;
  #end: () => void = () => undefined;

  /** @param see begins the looking, and returns the function that ends it */
  constructor(host: ReactiveControllerHost, see: () => () => void) {
    this.#see = see;
    host.addController(this);
  }

  hostConnected(): void {
    this.#end = this.#see();
  }

  hostDisconnected(): void {
    this.#end();
  }
}
