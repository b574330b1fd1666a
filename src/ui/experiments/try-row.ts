/** Experiments to try, each at one click. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../state/session.ts';
import { firstTask } from '../../config/first-task.ts';
import { experiments, otherExperiments, recipes } from './index.ts';
import { renderMissing } from '../parts/late-part.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('try-row')
export class TryRow extends TrackedElement {
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

  protected override render(): TemplateResult {
    const { experiments: own, settings } = this.session;
    const { task } = settings.value;
    const others = task === firstTask.id ? null : otherExperiments.module;
    const all = [...experiments, ...(others?.experimentsOfTasks ?? [])];
    const here = all.filter(({ tasks }) => tasks.includes(task));
    const missing = [otherExperiments, recipes].find(({ isMissing }) => isMissing);
    return html`<div role="group" aria-labelledby="title">
      <span id="title">${msg('Try this:')}</span>
      ${here.map(
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
      ${missing ? renderMissing(missing, msg('No experiment could be loaded: the server did not answer.')) : nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'try-row': TryRow;
  }
}
