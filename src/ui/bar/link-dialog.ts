/** A link to copy by hand, already selected, where the browser gives no clipboard. */
import { msg } from '@lit/localize';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { controlStyles } from '../parts/control-styles.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('link-dialog')
export class LinkDialog extends TrackedElement {
  static override styles = [controlStyles, dialogStyles];

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private input!: HTMLInputElement;

  @state() private link = '';
  @state() private limits = '';

  /** @param limits what the link cannot hold; may be empty */
  async show(link: string, limits: string): Promise<void> {
    this.link = link;
    this.limits = limits;
    await this.updateComplete;
    this.dialog.showModal();
    this.input.select();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <form method="dialog">
        <h2 id="title">${msg('Copy this link')}</h2>
        <p>
          ${msg('This page cannot use the clipboard. Press Ctrl+C, or ⌘C on a Mac.')} ${this.limits}
        </p>
        <input
          type="text"
          readonly
          autofocus
          aria-labelledby="title"
          .value=${this.link}
          @focus=${() => this.input.select()}
        />
        <div class="choices"><button>${msg('Close')}</button></div>
      </form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'link-dialog': LinkDialog;
  }
}
