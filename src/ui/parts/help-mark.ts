/**
 * ⓘ beside a word: a click, a touch or the keyboard's focus shows what the word means, Escape or
 * anything else hides it. The text is the button's description, so that it is heard as well.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { placePopover } from './popover-place.ts';
import { popoverStyles } from './popover-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { terms } from '../words/terms.ts';
import type { Term, TermId } from '../words/terms.ts';

export function helpOn(term: TermId): TemplateResult {
  return helpWith(terms[term]);
}

/** On what only a part says that is loaded later. */
export function helpWith({ name, text }: Term): TemplateResult {
  return html`<help-mark .name=${name()} .text=${text()}></help-mark>`;
}

@customElement('help-mark')
export class HelpMark extends TrackedElement {
  static override styles = [
    popoverStyles,
    css`
      :host {
        display: inline-flex;
        flex: none;
        vertical-align: middle;
      }
      button {
        position: relative;
        width: 16px;
        height: 16px;
        padding: 1px;
        border: 0;
        border-radius: 50%;
        background: none;
        color: var(--ink-faint);
        cursor: help;
      }
      /* as large as a finger needs, without taking the room */
      button::after {
        content: '';
        position: absolute;
        inset: -5px;
      }
      button:hover,
      button[aria-expanded='true'] {
        color: var(--accent);
      }
      button:focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: 0;
      }
      svg {
        display: block;
        width: 14px;
        height: 14px;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.3;
        stroke-linecap: round;
      }
      b {
        display: block;
        font-weight: 650;
      }
      b::first-letter {
        text-transform: uppercase;
      }
    `,
  ];

  /** What is explained, as it is written within a sentence. */
  @property() name = '';
  @property() text = '';
  /** Beside its word, where what stands below is to stay in sight. */
  @property({ type: Boolean }) beside = false;

  @state() private isOpen = false;

  @query('button') private button!: HTMLButtonElement;
  @query('[popover]') private card!: HTMLElement;

  readonly #place = () => {
    placePopover(this.card, this.button.getBoundingClientRect(), this.beside);
  };

  /** What comes late above it moves it without a scroll. */
  readonly #moved = new ResizeObserver(this.#place);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#follow(false);
  }

  protected override updated(): void {
    // It is told before the card is there; in the next frame it is, and not yet painted.
    if (this.isOpen) requestAnimationFrame(this.#place);
  }

  protected override render(): TemplateResult {
    return html`<button
        type="button"
        popovertarget="words"
        aria-label=${msg(str`Help: ${this.name}`)}
        aria-description=${this.text}
        aria-expanded=${this.isOpen}
        @focus=${this.#onFocus}
        @blur=${() => this.#show(false)}
      >
        <svg viewBox="0 0 14 14" aria-hidden="true">
          <circle cx="7" cy="7" r="6" />
          <path d="M7 6.500v3.500M7 4v.1" />
        </svg>
      </button>
      <div id="words" popover @beforetoggle=${this.#onToggle}>
        ${this.isOpen ? html`<b>${this.name}</b>${this.text}` : nothing}
      </div>`;
  }

  #onFocus(): void {
    if (this.button.matches(':focus-visible')) this.#show(true);
  }

  #onToggle({ newState }: ToggleEvent): void {
    this.isOpen = newState === 'open';
    this.#follow(this.isOpen);
  }

  #show(wanted: boolean): void {
    if (this.isConnected && this.isOpen !== wanted) this.card.togglePopover(wanted);
  }

  /** It stays at its word while the page moves below it. */
  #follow(isOpen: boolean): void {
    const change = isOpen ? addEventListener : removeEventListener;
    change('scroll', this.#place, { capture: true });
    change('resize', this.#place);
    this.#moved.disconnect();
    if (!isOpen) return;
    for (const part of [document.body, document.querySelector('playground-app')]) {
      if (part) this.#moved.observe(part);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-mark': HelpMark;
  }
}
