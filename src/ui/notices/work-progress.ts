/** Long work of the worker: what it is, how far it got, and a way to call it off. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../state/session.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { workWords } from '../words/work.ts';

@customElement('work-progress')
export class WorkProgress extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        position: fixed;
        z-index: 5;
        bottom: 20px;
        left: 50%;
        transform: translateX(-50%);
      }
      .card {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 10px 14px;
        border: 1px solid var(--line-strong);
        border-radius: 8px;
        background: var(--surface);
        box-shadow: 0 6px 24px rgb(0 0 0 / 20%);
        animation: appear 0.2s 0.25s both;
      }
      progress {
        width: 180px;
        height: 8px;
        accent-color: var(--accent);
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult | typeof nothing {
    const work = this.session.work.value;
    if (!work) return nothing;
    const { done, total } = work;
    const what = workWords(work.what);
    return html`<div class="card">
      <span role="status">${what}</span>
      <progress
        aria-label=${what}
        max=${total > 0 ? total : 1}
        value=${total > 0 ? done : nothing}
      ></progress>
      <button type="button" @click=${() => this.session.cancelWork()}>${msg('Cancel')}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'work-progress': WorkProgress;
  }
}
