/** Training goes on but has gone wrong: why, what helps, and the way back. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../state/session.ts';
import { grouped } from '../format.ts';
import { barStyles, troubleBarStyles } from './notice-styles.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { whatDiverged, whatHelps, whatIsKept } from './divergence-words.ts';

@customElement('divergence-notice')
export class DivergenceNotice extends TrackedElement {
  static override styles = [controlStyles, barStyles, troubleBarStyles];

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this;
    const news = session.divergence.news.value;
    if (!news) return nothing;
    const { divergence, undoStep } = news;
    return html`<section>
      <div class="text" role="status" aria-label=${msg('Divergence')}>
        ${whatDiverged(divergence)} ${whatHelps(divergence, session.settings.value)}
        ${whatIsKept(session.keptStep.value)}
      </div>
      <button type="button" @click=${() => session.training.undo()}>
        ${msg(str`Back to step ${grouped(undoStep)} at half the rate`)}
      </button>
      <button type="button" @click=${() => session.divergence.dismiss()}>${msg('Dismiss')}</button>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'divergence-notice': DivergenceNotice;
  }
}
