/** The experiment that is set up: what it is at, then what to look at, and the way back. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../state/session.ts';
import { barStyles } from '../notices/notice-styles.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('experiment-bar')
export class ExperimentBar extends TrackedElement {
  static override styles = [
    controlStyles,
    barStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
        flex: 1 0 100%;
        gap: 6px 16px;
        margin: 0;
      }
      dt {
        font-weight: 600;
      }
      dd {
        max-height: 72px;
        margin: 0;
        overflow: auto;
        scrollbar-width: thin;
        font-family: var(--mono);
        font-size: 12px;
        white-space: pre-wrap;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  /** Numbers in the sentence follow what is measured; no need to follow every frame. */
  protected override readonly restMs = 300;

  #doing: string | null | undefined;

  protected override updated(): void {
    const doing = this.session.experiments.now.value?.doing;
    if (doing === this.#doing) return;
    this.#doing = doing;
    // once it is set up the person reads; it may have been scrolled away by a tab that was opened
    if (doing === null) this.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { experiments } = this.session;
    const { value } = experiments.now;
    if (!value) return nothing;
    const { experiment, recipe, doing, findings } = value;
    const isSet = doing === null;
    return html`<section aria-label=${msg('Experiment')}>
      <p>
        <b>${experiment.name()}.</b>
        <span role="status">${isSet ? recipe.look(this.session) : doing}</span>
      </p>
      <button class="primary" type="button" @click=${() => void experiments.back()}>
        ${isSet ? msg('Go back') : msg('Cancel the experiment')}
      </button>
      ${
        isSet
          ? html`<button
              type="button"
              title=${msg('Closes this bar and leaves the page as it is')}
              @click=${() => experiments.stay()}
            >
              ${msg('Stay here')}
            </button>`
          : nothing
      }
      ${
        findings.length > 0
          ? html`<dl>
              ${findings.map(
                ({ title, text }) =>
                  html`<div>
                    <dt>${title}</dt>
                    <dd dir="auto" tabindex="0">${text}</dd>
                  </div>`,
              )}
            </dl>`
          : nothing
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'experiment-bar': ExperimentBar;
  }
}
