/** Asks before trained weights, or a person's own text, are replaced. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { controlStyles } from './control-styles.ts';
import { dialogStyles } from './dialog-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import type { Question } from '../words/replacing.ts';

export type Answer = 'keep' | 'save' | 'replace';

@customElement('question-dialog')
export class QuestionDialog extends TrackedElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    css`
      h2 {
        overflow-wrap: anywhere;
      }
      .choices {
        flex-wrap: wrap;
      }
    `,
  ];

  @state() private question: Question | null = null;

  #answer: ((answer: Answer) => void) | null = null;
  #asking: Promise<Answer> | null = null;

  /**
   * Closing the dialog in any other way keeps everything. Who asks while it is open changes its
   * words and gets the same answer.
   */
  ask(question: Question): Promise<Answer> {
    this.question = question;
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask(): Promise<Answer> {
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog')!;
    dialog.returnValue = '';
    dialog.showModal();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  protected override render(): TemplateResult {
    const { title, text, keep, replace, maySave } = this.question ?? {};
    return html`<dialog aria-labelledby="title" aria-describedby="text" @close=${this.#onClose}>
      <form method="dialog">
        <h2 id="title">${title}</h2>
        <p id="text">${text}</p>
        <div class="choices">
          <button value="keep" autofocus>${keep}</button>
          ${maySave ? html`<button value="save">${msg('Save mine first')}</button>` : nothing}
          <button class="primary" value="replace">${replace}</button>
        </div>
      </form>
    </dialog>`;
  }

  #onClose(event: Event): void {
    const { returnValue } = event.target as HTMLDialogElement;
    const answer = this.#answer;
    this.#answer = null;
    answer?.(returnValue === 'save' || returnValue === 'replace' ? returnValue : 'keep');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'question-dialog': QuestionDialog;
  }
}
