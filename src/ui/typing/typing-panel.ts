/**
 * Type with it: a writing field with the likeliest ways to go on after each key. Tab takes the first, arrow
 * keys and clicks another. By choice a copy of the net learns what is written.
 */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Suggestion, TypingFrame } from '../../protocol/typing.ts';
import { visible } from '../characters.ts';
import { fixed } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { shareBar, shareBarStyles } from '../parts/share-bar.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import './keystrokes-part.ts';
import { typingStyles } from './typing-styles.ts';
import { learnedSentence, suggestionsSentence } from './typing-words.ts';

/** Characters that can be written. */
const longest = 500;

@customElement('typing-panel')
export class TypingPanel extends TrackedElement {
  static override styles = [controlStyles, shareBarStyles, typingStyles];

  @property({ attribute: false }) session!: Session;

  @state() private text = '';
  /** What the copy of the net has learned; none: the net suggests. */
  @state() private lessons: readonly string[] = [];
  /** What was chosen by the arrow keys; null: Tab takes the first. */
  @state() private chosen: string | null = null;
  /** By Escape, until the next key. */
  @state() private isHidden = false;

  @query('textarea') private field!: HTMLTextAreaElement;

  constructor() {
    super();
    const wish = () => ({ text: this.text, lessons: this.lessons });
    new Seen(this, () => this.session.views.see('typing', wish));
  }

  protected override render(): TemplateResult {
    const frame = this.session.views.frame('typing').value;
    const shown = this.#shown;
    const chosen = shown.findIndex(({ text }) => text === this.chosen);
    return html`<section class="given">
        <label for="writing">${msg('Write')}</label>
        <textarea
          id="writing"
          dir="auto"
          rows="5"
          spellcheck="false"
          autocomplete="off"
          maxlength=${longest}
          aria-autocomplete="list"
          aria-controls="suggestions"
          aria-describedby="keys"
          aria-activedescendant=${chosen >= 0 ? `suggestion-${chosen}` : nothing}
          .value=${live(this.text)}
          @input=${() => this.#write(this.field.value)}
          @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
        ></textarea>
        <p id="keys" class="faint">
          ${msg('Tab takes the first suggestion. ↓ and ↑ choose another, Enter takes it. Escape hides them, so that Tab leaves the field.')}
        </p>
        ${this.#renderLessons(frame)}
      </section>
      <section aria-label=${msg('Likeliest continuations')}>
        ${
          shown.length === 0
            ? nothing
            : html`<ul id="suggestions" role="listbox" aria-label=${msg('Suggestions')}>
                ${shown.map((one, at) => this.#renderSuggestion(one, at, at === chosen))}
              </ul>`
        }
        <p class="faint" role="status" aria-live="off">${suggestionsSentence(frame)}</p>
      </section>
      <keystrokes-part .session=${this.session}></keystrokes-part>`;
  }

  /** Of what is written now. */
  get #shown(): readonly Suggestion[] {
    const frame = this.session.views.frame('typing').value;
    return this.isHidden || frame?.text !== this.text ? [] : frame.suggestions;
  }

  #renderSuggestion(one: Suggestion, at: number, isChosen: boolean): TemplateResult {
    return html`<li
      id="suggestion-${at}"
      role="option"
      aria-selected=${isChosen}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#take(one)}
    >
      <bdi>${inField(one.text)}</bdi>
      ${at === 0 ? html`<kbd>Tab</kbd>` : nothing}
      <span class="odds">${fixed(100 * one.probability, 1)} %</span>
      ${shareBar(one.probability)}
    </li>`;
  }

  #renderLessons(frame: TypingFrame | null): TemplateResult {
    const isReady = frame !== null && this.text.trim() !== '' && this.lessons.at(-1) !== this.text;
    return html`<p class="lessons">
        <button type="button" ?disabled=${!isReady} @click=${() => this.#teach()}>
          ${msg('Learn what I wrote')}
        </button>
        ${
          this.lessons.length > 0
            ? html`<button type="button" @click=${() => this.#forget()}>
                ${msg('Back to the net')}
              </button>`
            : nothing
        }
      </p>
      <p class="faint" role="status">${learnedSentence(frame?.learned ?? null)}</p>`;
  }

  #onKey(event: KeyboardEvent): void {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (shiftKey || altKey || ctrlKey || metaKey || event.isComposing || !this.#isAtEnd) return;
    const shown = this.#shown;
    const at = shown.findIndex(({ text }) => text === this.chosen);
    const acts: Record<string, (() => void) | undefined> = {
      Tab: shown.length > 0 ? () => this.#take(shown[Math.max(0, at)]) : undefined,
      ArrowDown: shown.length > 0 ? () => this.#choose(shown[(at + 1) % shown.length]) : undefined,
      ArrowUp: at >= 0 ? () => this.#choose(shown.at(at - 1)) : undefined,
      Enter: at >= 0 ? () => this.#take(shown[at]) : undefined,
      Escape: shown.length > 0 ? () => (this.isHidden = true) : undefined,
    };
    const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** Suggestions go on at the end. */
  get #isAtEnd(): boolean {
    return this.field.selectionStart === this.field.value.length;
  }

  #choose(one: Suggestion | undefined): void {
    this.chosen = one?.text ?? null;
  }

  #take({ text }: Suggestion): void {
    if (this.text.length + text.length > longest) return;
    this.#write(this.text + text);
    void this.updateComplete.then(() => {
      this.field.setSelectionRange(this.text.length, this.text.length);
      this.field.focus({ preventScroll: true });
    });
  }

  #write(text: string): void {
    this.text = text;
    this.chosen = null;
    this.isHidden = false;
    this.session.views.wishNow();
  }

  #teach(): void {
    this.lessons = [...this.lessons, this.text];
    this.session.views.wishNow();
  }

  #forget(): void {
    this.lessons = [];
    this.session.views.wishNow();
  }
}

/** As it would stand there; what cannot be seen by its sign. */
function inField(text: string): string {
  return text.trim() === '' ? visible(text) : text.replaceAll('\n', visible);
}

declare global {
  interface HTMLElementTagNameMap {
    'typing-panel': TypingPanel;
  }
}
