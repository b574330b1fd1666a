/**
 * An element of the page. Whatever stores it reads in an update, it updates again once one of them
 * has changed: nobody lists them. Reads in handlers, callbacks and after an `await` count for nothing.
 */
import { effect } from '@preact/signals-core';
import { LitElement } from 'lit';

export class TrackedElement extends LitElement {
  /**
   * Milliseconds at least between updates for changed stores. Messages arrive far more often than
   * anyone can look, so there is one per frame at most. A property of its own shows at once.
   */
  protected readonly restMs: number = 0;

  #untrack: (() => void) | undefined;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = -Infinity;

  override connectedCallback(): void {
    super.connectedCallback();
    // nothing was tracked while it was away
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
  }

  protected override performUpdate(): void {
    if (!this.isUpdatePending) return;
    this.#forget();
    let failure: { error: unknown } | undefined;
    let isUpdate = true;
    this.#untrack = effect(() => {
      if (!isUpdate) return this.#updateSoon();
      isUpdate = false;
      try {
        super.performUpdate();
      } catch (error) {
        // what was read until then may come right
        failure = { error };
      }
    });
    if (!this.isConnected) this.#forget();
    if (failure) throw failure.error;
  }

  /** Everything is read anew, or nothing any more. */
  #forget(): void {
    this.#untrack?.();
    this.#untrack = undefined;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
    this.#timer = undefined;
  }

  #updateSoon(): void {
    if (this.#frame || this.#timer !== undefined) return;
    const wait = this.#last + this.restMs - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#updateSoon();
      }, wait);
      return;
    }
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#last = performance.now();
      this.requestUpdate();
    });
  }
}
