/**
 * A place to paste a text into.
 *
 * @fires text-pasted - with the text
 */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { controlStyles } from '../parts/control-styles.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';
import { TrackedElement } from '../tracked-element.ts';

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

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('textarea') private textarea!: HTMLTextAreaElement;

  show(): void {
    this.textarea.value = '';
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <form method="dialog" @submit=${this.#onSubmit}>
        <h2 id="title">${msg('Paste a text')}</h2>
        <textarea dir="auto" aria-labelledby="title" spellcheck="false" autofocus></textarea>
        <p class="faint">${msg('It stays on this machine.')}</p>
        <div class="choices">
          <button type="button" @click=${() => this.dialog.close()}>${msg('Cancel')}</button>
          <button class="primary">${msg('Use this text')}</button>
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
