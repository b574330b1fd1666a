/**
 * Words of the settings table: a prompt, a line. They may hold line breaks, pasted or typed with
 * Shift+Enter: the field grows by a row for each, and a sign stands where it is.
 *
 * @fires words-entered - Enter was pressed
 */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { WordsSetting } from '../../config/settings.ts';
import { withPlainNewlines } from '../../lib/newlines.ts';
import { SettingField } from './setting-field.ts';

/** Rows shown at once; more can be scrolled to. */
const mostRows = 4;

@customElement('words-field')
export class WordsField extends SettingField<WordsSetting> {
  static override styles = [
    ...SettingField.styles,
    css`
      .words {
        position: relative;
        width: 100%;
        overflow: hidden;
        border-radius: 4px;
      }
      textarea,
      .breaks {
        display: block;
        /* within a details element nothing inherits it from the host */
        box-sizing: border-box;
        padding: 3px 6px;
        border: 1px solid transparent;
        line-height: 18px;
        white-space: pre;
      }
      textarea {
        height: auto;
        border-color: var(--line);
        overflow: auto hidden;
        scrollbar-width: none;
        resize: none;
      }
      .scrolls {
        overflow-y: auto;
      }
      .breaks {
        position: absolute;
        top: 0;
        left: 0;
        color: transparent;
        pointer-events: none;
      }
      .breaks b {
        padding-left: 1px;
        color: var(--ink-faint);
        font-weight: 400;
      }
    `,
  ];

  protected override updated(): void {
    const { textarea } = this;
    const value = this.shown ?? String(this.settings[this.key]);
    // An emptied field may show a stand-in, but not under the person's fingers.
    if (textarea.value !== value && !textarea.matches(':focus')) textarea.value = value;
    this.#showBreaks();
  }

  protected override renderControl(): TemplateResult {
    return html`<div class="words">
      <textarea
        id="control"
        dir="auto"
        rows="1"
        wrap="off"
        autocomplete="off"
        spellcheck="false"
        maxlength=${this.setting.maxLength}
        aria-describedby="help"
        @keydown=${this.#onKey}
        @input=${this.#onInput}
        @scroll=${this.#showBreaks}
        @change=${() => this.requestUpdate()}
        @blur=${this.#onBlur}
      ></textarea>
      <div class="breaks" dir="auto" aria-hidden="true"></div>
    </div>`;
  }

  private get textarea(): HTMLTextAreaElement {
    return this.renderRoot.querySelector('textarea')!;
  }

  /** Line breaks are asked for by Shift: Enter alone says that the words are complete. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('words-entered'));
  }

  /** Left alone, a field shows how its words begin. */
  #onBlur(): void {
    this.textarea.scrollTo(0, 0);
    this.requestUpdate();
  }

  #onInput(): void {
    this.#showBreaks();
    this.emit(withPlainNewlines(this.textarea.value));
  }

  #showBreaks(): void {
    const { textarea } = this;
    const lines = textarea.value.split('\n');
    textarea.rows = Math.min(mostRows, lines.length);
    textarea.classList.toggle('scrolls', lines.length > mostRows);
    const breaks = this.renderRoot.querySelector<HTMLElement>('.breaks')!;
    // The letters hold the signs in their places and are not seen themselves.
    breaks.replaceChildren(
      ...(lines.length > 1 ? lines : []).flatMap((line, at) => {
        const sign = document.createElement('b');
        sign.textContent = '↵';
        return at < lines.length - 1 ? [line, sign, '\n'] : [line];
      }),
    );
    breaks.style.setProperty(
      'transform',
      `translate(${-textarea.scrollLeft}px, ${-textarea.scrollTop}px)`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'words-field': WordsField;
  }
}
