/** Training goes on but has gone wrong: why, what helps, and the way back. */
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../controllers/session.ts';
import { Watch } from '../controllers/store.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../styles/controls.ts';
import { whatDiverged, whatHelps } from './divergence-words.ts';

@customElement('divergence-notice')
export class DivergenceNotice extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      section {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 6px 10px;
        margin-top: var(--gap);
        padding: 6px 8px 6px 12px;
        border: 1px solid var(--warn);
        border-radius: var(--radius);
        background: var(--warn-soft);
        overflow-wrap: anywhere;
      }
      .text {
        flex: 1 1 260px;
      }
      button {
        height: 24px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  constructor() {
    super();
    new Watch(this, () => [this.session.divergence.news, this.session.settings]);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this;
    const news = session.divergence.news.value;
    if (!news) return nothing;
    const { divergence, undoStep } = news;
    return html`<section>
      <div class="text" role="status" aria-label=${msg('Divergence')}>
        ${whatDiverged(divergence)} ${whatHelps(divergence, session.settings.value)}
      </div>
      <button type="button" @click=${() => session.undo()}>
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
