/** The first error, with what to do about it, until it is dismissed; and notes that are no errors. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../state/session.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { sentenceOf } from '../words/problems/problems.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('error-banner')
export class ErrorBanner extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      .bar {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 6px 10px;
        margin-top: var(--gap);
        padding: 6px 8px 6px 12px;
        border: 1px solid;
        border-radius: var(--radius);
        overflow-wrap: anywhere;
      }
      .error {
        border-color: var(--bad);
        background: var(--bad-soft);
        color: var(--bad);
      }
      .note {
        border-color: var(--warn);
        background: var(--warn-soft);
      }
      button {
        height: 24px;
        color: var(--ink);
      }
      .text {
        flex: 1 1 260px;
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult {
    const banner = this.session.banner.value;
    const notes = this.session.notes.value;
    return html`
      ${
        banner
          ? html`<div class="bar error" role="alert">
              <div class="text">${sentenceOf(banner.problem, this.session.names)}</div>
              ${
                banner.kind === 'numbers'
                  ? html`<button type="button" @click=${() => this.session.training.undo()}>
                        ${msg(str`Back to step ${grouped(banner.undoStep ?? 0)} at half the rate`)}
                      </button>
                      <button type="button" @click=${() => this.session.training.rewind()}>
                        ${msg('Rewind')}
                      </button>`
                  : nothing
              }
              ${(banner.ways ?? []).map(
                ({ label, act }) => html`<button type="button" @click=${act}>${label}</button>`,
              )}
              ${
                banner.kind === 'worker'
                  ? html`<button type="button" @click=${() => location.reload()}>
                      ${msg('Reload the page')}
                    </button>`
                  : nothing
              }
              <button type="button" @click=${() => this.session.banner.dismiss()}>
                ${msg('Dismiss')}
              </button>
            </div>`
          : nothing
      }
      ${
        notes.length > 0
          ? html`<div class="bar note">
              <div class="text" role="status" aria-label=${msg('Notes')}>${notes.join(' ')}</div>
              <button type="button" @click=${() => this.session.notes.close()}>
                ${msg('Close')}
              </button>
            </div>`
          : nothing
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'error-banner': ErrorBanner;
  }
}
