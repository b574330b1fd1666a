/** A run that was kept is there: go on with it, or start anew. */
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../controllers/session.ts';
import { Watch } from '../controllers/store.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../styles/controls.ts';

@customElement('run-offer')
export class RunOffer extends LitElement {
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
        border: 1px solid var(--accent);
        border-radius: var(--radius);
        background: var(--surface);
        overflow-wrap: anywhere;
      }
      p {
        flex: 1 1 300px;
      }
      button {
        height: 24px;
      }
      bdi {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  constructor() {
    super();
    new Watch(this, () => [
      this.session.files.offer,
      this.session.engine,
      this.session.device.news,
    ]);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { files, engine } = this.session;
    const offer = files.offer.value;
    if (!offer || !this.session.canTrain) return nothing;
    const { step, title, cell } = offer;
    const cells = engine.value.catalogue?.cells ?? [];
    const name = cells.find(({ id }) => id === cell)?.name ?? cell;
    return html`<section aria-label=${msg('Kept run')}>
      <p role="status">
        ${msg(html`A run on <bdi>${title}</bdi> (${name}) was kept at step ${grouped(step)}.`)}
        <span class="faint">${msg('Training another net replaces it.')}</span>
      </p>
      <button class="primary" type="button" @click=${() => files.continueRun()}>
        ${msg(str`Continue from step ${grouped(step)}`)}
      </button>
      <button type="button" @click=${() => files.startAnew()}>${msg('Start anew')}</button>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'run-offer': RunOffer;
  }
}
