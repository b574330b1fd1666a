/** Save the run as a file; load a run, or weights alone, from one. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { whyNoTraining } from '../state/engine.ts';
import type { Session } from '../state/session.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { sentenceOf } from '../words/problems/problems.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('run-files')
export class RunFileButtons extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 3px 6px;
        margin: 6px 24px 2px 0;
      }
      p {
        width: 100%;
        font-size: 12px;
      }
      button,
      label.button {
        flex: 1;
        height: 26px;
        padding: 0 6px;
      }
      label:focus-within {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }
      label.off {
        border-color: var(--line);
        background: var(--surface);
        color: var(--ink-faint);
        cursor: default;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult {
    const { session } = this;
    const reason = whyNoTraining(session.engine.value, session.names);
    const ready = session.canTrain && session.net.info.value !== null;
    return html`
      <button
        type="button"
        title=${reason || msg('Saves the weights and everything needed to resume, as a .safetensors file')}
        ?disabled=${!ready || session.saver.saving.value}
        @click=${() => session.saver.save()}
      >
        ${msg('Save')}
      </button>
      <label
        class="button ${session.canTrain ? '' : 'off'}"
        title=${reason || msg('Loads a saved run, or weights with PyTorch’s names that fit these settings')}
      >
        ${msg('Load')}
        <input
          class="visually-hidden"
          type="file"
          accept=".safetensors"
          aria-label=${msg('Load weights or a run')}
          ?disabled=${!session.canTrain}
          @change=${this.#onFile}
        />
      </label>
      ${this.#renderKept()}
    `;
  }

  #renderKept(): TemplateResult | typeof nothing {
    const { keptStep, names, progress } = this.session;
    const step = grouped(keptStep.value);
    if (keptStep.unkept.value) {
      return html`<p class="faint">
        ${
          keptStep.value > 0
            ? msg(str`Not kept in this browser since step ${step}`)
            : msg('Not kept in this browser')
        }
      </p>`;
    }
    // before the first step there is nothing to be kept
    if (keptStep.unlisted.value && progress.value.step > 0) {
      return html`<p class="faint">
        ${msg('At which step this run is kept is unknown.')}
        ${sentenceOf(keptStep.unlisted.value, names)}
      </p>`;
    }
    if (keptStep.value === 0) return nothing;
    return html`<p class="faint" title=${msg('You can continue it after a reload')}>
      ${msg(str`Kept in this browser at step ${step}`)}
    </p>`;
  }

  #onFile(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) this.session.files.load(file);
    // The same file can be chosen again.
    input.value = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'run-files': RunFileButtons;
  }
}
