/**
 * Parts of the page that are loaded when they are first shown. One that does not come says so in its
 * place, and is asked for again at a click.
 */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { messageOf } from '../../lib/errors.ts';
import { Store } from '../state/store.ts';

type Load<Module> = () => Promise<Module>;

export class LatePart<Module = unknown> {
  readonly #load: Load<Module>;
  readonly #outcome = new Store<{ module: Module } | 'missing' | null>(null);
  #begun: Promise<Module> | undefined;
  #tries = 0;

  constructor(load: Load<Module>) {
    this.#load = load;
  }

  /** Null until it is there; asks for it, once. */
  get module(): Module | null {
    this.get().catch(() => undefined);
    const { value } = this.#outcome;
    return value === null || value === 'missing' ? null : value.module;
  }

  get isMissing(): boolean {
    return this.#outcome.value === 'missing';
  }

  /** Rejects where it did not come, until it is asked for again. */
  get(): Promise<Module> {
    return (this.#begun ??= this.#fetch());
  }

  again(): Promise<Module> {
    this.#begun = undefined;
    return this.get();
  }

  async #fetch(): Promise<Module> {
    try {
      const module = await this.#load().catch((error: unknown) => this.#fetchAnew(error));
      this.#outcome.set({ module });
      return module;
    } catch (error) {
      this.#outcome.set('missing');
      throw error;
    } finally {
      this.#tries++;
    }
  }

  /**
   * Chromium remembers that a script did not come, and asks the server no more; by another address it
   * does. Which one it was, only the error says.
   */
  #fetchAnew(error: unknown): Promise<Module> {
    const [address] = /https?:\S+\.js\b/.exec(messageOf(error)) ?? [];
    if (this.#tries === 0 || address === undefined) throw error;
    return import(/* @vite-ignore */ `${address}?${this.#tries}`) as Promise<Module>;
  }
}

const parts = new WeakMap<Load<unknown>, LatePart>();

/** The one that this loads, wherever it is shown. */
export function latePart(load: Load<unknown>): LatePart {
  const part = parts.get(load) ?? new LatePart(load);
  parts.set(load, part);
  return part;
}

type Shown = Pick<LatePart, 'module' | 'isMissing' | 'again'>;

/** Nothing until it is there. */
export function whenThere(part: Shown, content: () => unknown, missing = viewMissing()): unknown {
  if (part.module !== null) return content();
  return part.isMissing ? renderMissing(part, missing) : nothing;
}

export function renderMissing(part: Shown, words = viewMissing()): TemplateResult {
  const again = () => void part.again().catch(() => undefined);
  return html`<p role="status">
    ${words} <button type="button" @click=${again}>${msg('Try again')}</button>
  </p>`;
}

const viewMissing = () => msg('This view could not be loaded: the server did not answer.');
