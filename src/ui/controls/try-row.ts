/** Experiments to try, each at one click. */
import { msg } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../controllers/session.ts';
import { Watch } from '../controllers/store.ts';
import { experiments } from '../experiments/index.ts';
import { controlStyles } from '../styles/controls.ts';

@customElement('try-row')
export class TryRow extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 6px;
      }
      button {
        height: 24px;
        padding: 0 8px;
        font-size: 12px;
      }
      button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  constructor() {
    super();
    new Watch(this, () => {
      const { experiments: own, net, engine, device, work, text } = this.session;
      return [own.now, net.info, engine, device.news, work, text.info];
    });
  }

  protected override render(): TemplateResult {
    const { experiments: own } = this.session;
    return html`<div role="group" aria-labelledby="title">
      <span id="title">${msg('Try this:')}</span>
      ${experiments.map(
        (experiment) =>
          html`<button
            type="button"
            title=${experiment.plan()}
            aria-pressed=${own.now.value?.experiment === experiment}
            ?disabled=${!own.isReady}
            @click=${() => void own.begin(experiment)}
          >
            ${experiment.name()}
          </button>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'try-row': TryRow;
  }
}
