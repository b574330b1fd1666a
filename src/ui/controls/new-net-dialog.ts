/** Asks before trained weights are thrown away. */
import { msg, str } from '@lit/localize';
import { LitElement, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { grouped } from '../format.ts';
import { controlStyles } from '../styles/controls.ts';
import { dialogStyles } from '../styles/dialog.ts';

@customElement('new-net-dialog')
export class NewNetDialog extends LitElement {
  static override styles = [controlStyles, dialogStyles];

  @state() private steps = 0;

  #answer: ((mayReplace: boolean) => void) | null = null;
  #asking: Promise<boolean> | null = null;

  /**
   * Whether the weights may go. Closing the dialog in any other way keeps them. Who asks while it
   * is open gets the same answer.
   */
  ask(steps: number): Promise<boolean> {
    this.#asking ??= this.#ask(steps).finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask(steps: number): Promise<boolean> {
    this.steps = steps;
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog')!;
    dialog.returnValue = '';
    dialog.showModal();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" aria-describedby="text" @close=${this.#onClose}>
      <form method="dialog">
        <h2 id="title">${msg('This needs a new net')}</h2>
        <p id="text">
          ${msg(str`The weights trained for ${grouped(this.steps)} steps are thrown away.`)}
        </p>
        <div class="choices">
          <button value="keep" autofocus>${msg('Keep the weights')}</button>
          <button class="primary" value="new">${msg('New net')}</button>
        </div>
      </form>
    </dialog>`;
  }

  #onClose(event: Event): void {
    const answer = this.#answer;
    this.#answer = null;
    answer?.((event.target as HTMLDialogElement).returnValue === 'new');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'new-net-dialog': NewNetDialog;
  }
}
