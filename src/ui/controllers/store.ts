/**
 * A value that can be watched. Messages arrive far more often than anyone can look, so elements
 * are told at most once per animation frame.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Store<Value> {
  #value: Value;
  #listeners = new Set<(value: Value) => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  set(value: Value): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener(value);
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (value: Value) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

interface Subscribable {
  subscribe(listener: () => void): () => void;
}

/** Re-renders its host when one of the stores changes, at most once per frame and interval. */
export class Watch implements ReactiveController {
  #host: ReactiveControllerHost;
  #stores: () => Subscribable[];
  #intervalMs: number;
  #ends: (() => void)[] = [];
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = -Infinity;

  constructor(host: ReactiveControllerHost, stores: () => Subscribable[], intervalMs = 0) {
    this.#host = host;
    this.#stores = stores;
    this.#intervalMs = intervalMs;
    host.addController(this);
  }

  hostConnected(): void {
    this.#ends = this.#stores().map((store) => store.subscribe(() => this.#schedule()));
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
    this.#timer = undefined;
  }

  #schedule(): void {
    if (this.#frame || this.#timer !== undefined) return;
    const wait = this.#last + this.#intervalMs - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#schedule();
      }, wait);
      return;
    }
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#last = performance.now();
      this.#host.requestUpdate();
    });
  }
}
