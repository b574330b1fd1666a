/**
 * A place to paste a text into, or whatever the task reads.
 *
 * @fires text-pasted - with the text
 */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controlStyles } from '../parts/control-styles.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { bringWords, type RowKind } from '../words/rows.ts';
import { formatWords, useWords } from './format-words.ts';

@customElement('paste-dialog')
export class PasteDialog extends TrackedElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    css`
      textarea {
        height: 40vh;
        padding: 8px;
        font: 12px/1.45 var(--mono);
        resize: vertical;
      }
    `,
  ];

  @property() kind: RowKind = 'characters';

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('textarea') private textarea!: HTMLTextAreaElement;

  async show(): Promise<void> {
    await this.updateComplete;
    this.textarea.value = '';
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    const { paste } = bringWords(this.kind);
    const use = useWords(this.kind);
    const format = formatWords(this.kind);
    return html`<dialog aria-labelledby="title">
      <form method="dialog" @submit=${this.#onSubmit}>
        <h2 id="title">${paste}</h2>
        ${format ? html`<p id="format">${format}</p>` : nothing}
        <textarea dir="auto" aria-labelledby="title" spellcheck="false" autofocus></textarea>
        <p class="faint">${msg('It stays on this machine.')}</p>
        <div class="choices">
          <button type="button" @click=${() => this.dialog.close()}>${msg('Cancel')}</button>
          <button class="primary">${use}</button>
        </div>
      </form>
    </dialog>`;
  }

  #onSubmit(): void {
    this.dispatchEvent(new CustomEvent('text-pasted', { detail: this.textarea.value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'paste-dialog': PasteDialog;
  }
}
