/**
 * Values that can be watched, each written by one owner. What reads `value` while it updates
 * (`tracked-element.ts`) updates again when it changes; who wants to act on a change subscribes.
 */
import { signal, untracked } from '@preact/signals-core';
import type { Signal } from '@preact/signals-core';

/** What everybody but the owner sees of a store. */
export interface Readable<Value> {
  readonly value: Value;
  /** The value, for an update that does not depend on it. */
  peek(): Value;
  /** Told of each change, at once and in order. @returns what ends the subscription */
  subscribe(listener: (value: Value) => void): () => void;
}

/** A store that is written by its own methods, which say what happened. */
export abstract class OwnStore<Value> implements Readable<Value> {
  readonly #signal: Signal<Value>;
  readonly #listeners = new Set<(value: Value) => void>();

  constructor(value: Value) {
    this.#signal = signal(value);
  }

  get value(): Value {
    return this.#signal.value;
  }

  peek(): Value {
    return this.#signal.peek();
  }

  subscribe(listener: (value: Value) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  protected set(value: Value): void {
    if (Object.is(value, this.peek())) return;
    this.#signal.value = value;
    // what listeners read is no matter of an element that wrote this while it updated
    untracked(() => {
      for (const listener of [...this.#listeners]) listener(value);
    });
  }
}

/** A plain value of one owner, who keeps it private and shows it as `Readable`; lint says so. */
export class Store<Value> extends OwnStore<Value> {
  override set(value: Value): void {
    super.set(value);
  }
}
