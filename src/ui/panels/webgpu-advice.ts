/** Shown when there is no GPU to train on: what this browser and this system need. */
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../controllers/session.ts';
import { Watch } from '../controllers/store.ts';
import { controlStyles } from '../styles/controls.ts';
import { webgpuNeeds } from './webgpu-needs.ts';

@customElement('webgpu-advice')
export class WebgpuAdvice extends LitElement {
  static override styles = [
    controlStyles,
    css`
      section {
        margin-top: var(--gap);
        padding: 12px 16px;
        border: 1px solid var(--warn);
        border-radius: var(--radius);
        background: var(--warn-soft);
      }
      ul {
        margin: 6px 0;
        padding-left: 20px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  constructor() {
    super();
    new Watch(this, () => [this.session.engine]);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { phase, gpu, problem } = this.session.engine.value;
    if (phase !== 'ready' || gpu) return nothing;
    const needs = webgpuNeeds(navigator.userAgent, isSecureContext);
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('Training needs WebGPU, which this page does not have')}</h2>
      <ul>
        ${needs.map((need) => html`<li>${need}</li>`)}
      </ul>
      ${problem ? html`<p class="faint">${problem}</p>` : nothing}
      <p>
        ${msg('Everything that needs no GPU works: texts and their statistics, settings, links.')}
      </p>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'webgpu-advice': WebgpuAdvice;
  }
}
