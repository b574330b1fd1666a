/** A quiet word where the CPU computes: why by one thread alone, and how to get a GPU. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LatePart, whenThere } from '../parts/late-part.ts';
import type { Session } from '../state/session.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { reasonOf } from '../words/problems/problems.ts';

const advice = new LatePart(() => import('./webgpu-needs.ts'));

@customElement('engine-note')
export class EngineNote extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        color: var(--ink-soft);
        font-size: 12px;
      }
      p,
      details {
        margin: 6px 12px;
      }
      summary {
        cursor: pointer;
      }
      ul {
        margin: 4px 0;
        padding-left: 18px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  @state() private isUnfolded = false;

  protected override render(): TemplateResult | typeof nothing {
    const { backend } = this.session.engine.value;
    if (backend?.kind !== 'cpu') return nothing;
    const why = alone(backend.aloneBecause);
    return html`${why ? html`<p>${why}</p>` : nothing} ${this.#gpuAdvice()}`;
  }

  #gpuAdvice(): TemplateResult | typeof nothing {
    const { noGpu } = this.session.engine.value;
    if (!noGpu || this.session.settings.value.engine === 'cpu') return nothing;
    return html`<details @toggle=${this.#onToggle}>
      <summary>${msg('This runs on the CPU. How to use a GPU')}</summary>
      ${
        noGpu.isSoftware
          ? html`<p>
              ${msg('The browser offers only a software GPU, which is slower than the CPU.')}
            </p>`
          : nothing
      }
      ${this.isUnfolded ? whenThere(advice, renderNeeds) : nothing}
      <p class="faint">${reasonOf(noGpu.reason, this.session.names)}</p>
    </details>`;
  }

  #onToggle(event: Event): void {
    this.isUnfolded = (event.target as HTMLDetailsElement).open;
  }
}

function renderNeeds(): TemplateResult {
  const needs = advice.module?.webgpuNeeds(navigator.userAgent, globalThis.isSecureContext) ?? [];
  return html`<ul>
    ${needs.map((need) => html`<li>${need}</li>`)}
  </ul>`;
}

/** Why there is one thread, where somebody could change it. */
function alone(because: string | null): string | null {
  switch (because) {
    case 'not isolated':
      return msg(
        'One thread only: this page is not cross-origin isolated, so threads cannot share memory. Its server must send the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy, over https or from localhost.',
      );
    case 'no shared memory':
      return msg('One thread only: threads cannot share memory in this browser.');
    default:
      return null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'engine-note': EngineNote;
  }
}
