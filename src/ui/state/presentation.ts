/** For the wall: larger type, settings folded, nothing of the engine. Alt+P, and Escape leaves. */
import { type Readable, Store } from './store.ts';

export const presentKey = 'Alt+P';

class Presentation {
  readonly #shown = new Store(false);
  readonly shown: Readable<boolean> = this.#shown;

  constructor() {
    addEventListener('keydown', (event) => this.#onKey(event));
  }

  toggle(): void {
    this.#shown.set(!this.shown.value);
  }

  show(): void {
    this.#shown.set(true);
  }

  #onKey(event: KeyboardEvent): void {
    const { code, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (code === 'KeyP' && altKey && !ctrlKey && !metaKey && !shiftKey) {
      event.preventDefault();
      this.toggle();
    }
    if (event.key !== 'Escape' || event.defaultPrevented || !this.shown.value) return;
    if (!closesSomething(event)) this.#shown.set(false);
  }
}

/** A dialog or a card of help is what Escape closes first. */
function closesSomething(event: Event): boolean {
  return event
    .composedPath()
    .some((at) => at instanceof ShadowRoot && at.querySelector('dialog[open], :popover-open'));
}

/** There is one wall, so there is one presentation. */
export const presentation = new Presentation();
