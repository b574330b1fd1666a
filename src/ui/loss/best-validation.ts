/**
 * What there is to say of validations: the latest of the text that was learned before, the best one, the
 * way back to its weights, and why training paused by itself.
 */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { inlineText } from '../../lib/inline-text.ts';
import { lossWords } from '../format.ts';
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
      .former i {
        display: inline-block;
        width: 12px;
        margin-inline-end: 5px;
        border-top: 2.5px solid var(--series-former);
        vertical-align: middle;
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
    const former = this.#renderFormer();
    if (!isPast && waited === undefined && former === nothing) return nothing;
    return html`<div>
      ${former}
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

  #renderFormer(): TemplateResult | typeof nothing {
    const { curve, text } = this.session;
    const { former } = text.info.value ?? {};
    const latest = curve.former.at(-1);
    if (!former || !latest) return nothing;
    return html`<span class="former"
      ><i></i><bdi>${inlineText(former.title, 40)}</bdi>: ${lossWords(latest.loss)}</span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'best-validation': BestValidation;
  }
}
