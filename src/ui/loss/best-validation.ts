/** The best validation of the run, the way back to its weights, and why training paused by itself. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controlStyles } from '../parts/control-styles.ts';
import { helpWith } from '../parts/help-mark.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { bestTerm, bestWords, waitedWords } from '../words/best.ts';

@customElement('best-validation')
export class BestValidation extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 8px;
        color: var(--ink-soft);
        font-size: 12px;
      }
      button {
        height: 22px;
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this;
    const { step, best, waited } = session.progress.value;
    const isPast = best !== undefined && best.step < step;
    if (!isPast && waited === undefined) return nothing;
    return html`<div>
      <span role="status">${waited === undefined ? nothing : waitedWords(step, waited, best)}</span>
      ${
        isPast
          ? html`${waited === undefined ? html`<span>${bestWords(best)}</span>` : nothing}
              <button
                type="button"
                aria-description=${bestWords(best)}
                ?disabled=${!session.canTrain}
                @click=${() => session.training.undo('best')}
              >
                ${msg('Back to the best')}
              </button>
              ${helpWith(bestTerm)}`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'best-validation': BestValidation;
  }
}
