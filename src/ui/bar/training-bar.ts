/** Train, pause, one step, rewind; and how far and how fast the run is, always in view. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { engineName, whyNoTraining } from '../state/engine.ts';
import { presentation } from '../state/presentation.ts';
import type { Session } from '../state/session.ts';
import { timeWords } from '../state/time-ahead.ts';
import { duration, fixed, grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { trainingBarStyles } from './training-bar-styles.ts';
import { speedWords } from '../words/units.ts';
import { TrackedElement } from '../tracked-element.ts';
import './copy-link.ts';
import { helpOn } from '../parts/help-mark.ts';
import './present-button.ts';
import './theme-button.ts';

@customElement('training-bar')
export class TrainingBar extends TrackedElement {
  static override styles = [controlStyles, trainingBarStyles];

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult {
    const isPresenting = presentation.shown.value;
    return html`
      <h1>
        <svg viewBox="0 0 34 20" aria-hidden="true">
          <path d="M2 15h5m7 0h6m7 0h5M10.500 11V4m13 7V4" />
          <path
            class="loop"
            d="M7 15a3.500 3.500 0 0 1 7 0a3.500 3.500 0 0 1-7 0m13 0a3.500 3.500 0 0 1 7 0a3.500 3.500 0 0 1-7 0"
          />
        </svg>
        Unrolled
      </h1>
      ${this.#renderButtons()} ${this.#renderProgress()}
      ${isPresenting ? nothing : this.#renderTime()}
      <span class="spring"></span>
      <div class="end">
        ${isPresenting ? nothing : this.#renderEngine()}
        <copy-link .session=${this.session}></copy-link>
        <present-button></present-button>
        <theme-button></theme-button>
      </div>
    `;
  }

  #renderButtons(): TemplateResult {
    const { session } = this;
    const { state, step } = session.progress.value;
    const reason = whyNoTraining(session.engine.value, session.names);
    const running = state === 'running' || session.wantsTraining.value;
    const halted = state === 'stopped' ? msg('Stopped by an error. Rewind first.') : '';
    const ready = session.canTrain && session.net.info.value !== null;
    return html`<div class="buttons" role="group" aria-label=${msg('Run')}>
      <button
        class="primary train"
        type="button"
        title=${reason || halted || msg('Train until paused')}
        ?disabled=${!session.canTrain || running || halted !== ''}
        @click=${this.#onTrain}
      >
        <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M2 1l9 5l-9 5z" /></svg>
        ${msg('Train')}
      </button>
      <button
        id="pause"
        type="button"
        title=${reason || msg('Stops after the current step. Train resumes from there.')}
        ?disabled=${!session.canTrain || !running}
        @click=${this.#onPause}
      >
        <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M2 1h3v10H2zm5 0h3v10H7z" /></svg>
        ${msg('Pause')}
      </button>
      <button
        type="button"
        title=${reason || halted || msg('Update the weights once')}
        ?disabled=${!ready || running || halted !== ''}
        @click=${() => session.training.oneStep()}
      >
        <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M1 1l7 5l-7 5zm8 0h2v10H9z" /></svg>
        ${msg('One step')}
      </button>
      <button
        type="button"
        title=${reason || msg('Go back to the initial weights, step 0')}
        ?disabled=${!ready || (step === 0 && state !== 'stopped')}
        @click=${() => session.training.rewind()}
      >
        <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M11 1L4 6l7 5zM3 1H1v10h2z" /></svg>
        ${msg('Rewind')}
      </button>
    </div>`;
  }

  #renderProgress(): TemplateResult {
    const { step, epoch, tokensPerSecond, seconds } = this.session.progress.value;
    const speed = speedWords(this.session.task.answered);
    const items: { label: string; short?: string; text: string; help?: TemplateResult }[] = [
      { label: msg('Step'), text: grouped(step) },
      { label: msg('Epoch'), text: fixed(epoch, 2), help: helpOn('epoch') },
      {
        ...speed,
        text: grouped(tokensPerSecond),
      },
      { label: msg('Time'), text: duration(seconds) },
    ];
    return html`<dl>
      ${items.map(
        ({ label, short, text, help }) =>
          html`<div>
            <dt>${short ?? label.toLowerCase()}${help ?? nothing}</dt>
            <dd><output aria-label=${label} aria-live="off">${text}</output></dd>
          </div>`,
      )}
    </dl>`;
  }

  #renderTime(): TemplateResult {
    const { progress, net, time } = this.session;
    const words = timeWords(progress.value, net.info.value, time.triedMs.value);
    return html`<output class="time" aria-label=${msg('Estimated time')} aria-live="off"
      >${words}</output
    >`;
  }

  #renderEngine(): TemplateResult {
    const name = engineName(this.session.engine.value);
    return html`<output class="engine" aria-label=${msg('Engine')} aria-live="off" title=${name}
      >${name}</output
    >`;
  }

  #onTrain(): void {
    this.session.train();
  }

  #onPause(): void {
    this.session.training.pause();
  }

  protected override updated(): void {
    // The button that was just pressed is disabled now: keep the keyboard in place.
    const { activeElement } = this.renderRoot as ShadowRoot;
    if (!(activeElement instanceof HTMLButtonElement) || !activeElement.disabled) return;
    const pause = this.renderRoot.querySelector<HTMLButtonElement>('#pause')!;
    const train = this.renderRoot.querySelector<HTMLButtonElement>('.train')!;
    (activeElement === train ? pause : train).focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'training-bar': TrainingBar;
  }
}
