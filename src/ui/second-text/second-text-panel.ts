/**
 * A second text: the net goes on with another one, what it knew is measured beside that, and what it
 * writes is shown as it was and as it is.
 */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { FormerText, TextSource } from '../../protocol/text-info.ts';
import type { ValidationResult } from '../../protocol/training.ts';
import { lossWords } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { helpWith } from '../parts/help-mark.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { secondSampleOf } from './second-sample.ts';
import { secondTextStyles } from './second-text-styles.ts';
import { forgotten, learnedBefore, momentsTerm, shortTitle, writtenAt } from './second-words.ts';

const ownFile = 'own file';
type Moments = 'kept' | 'cleared';

@customElement('second-text-panel')
export class SecondTextPanel extends TrackedElement {
  static override styles = [controlStyles, secondTextStyles];

  @property({ attribute: false }) session!: Session;

  @state() private chosen = '';
  @state() private moments: Moments = 'kept';
  @state() private file: File | null = null;

  @query('input[type=file]') private input?: HTMLInputElement;

  protected override render(): TemplateResult {
    const former = this.session.text.info.value?.former;
    return html`${this.#renderChoice()}
    ${former ? this.#renderFormer(former) : html`<section></section>`}`;
  }

  /** Built-in ones but the open one. */
  get #choices(): { id: string; title: string }[] {
    const { task, text } = this.session;
    return task.textsOf().filter(({ id }) => !text.isOpen(id));
  }

  /** The first, until a person chooses; and again where what was chosen is what is open now. */
  get #chosen(): string {
    const ids = [...this.#choices.map(({ id }) => id), ownFile];
    return ids.includes(this.chosen) ? this.chosen : ids[0];
  }

  get #source(): TextSource | null {
    const chosen = this.#chosen;
    if (chosen !== ownFile) return { kind: 'builtin', id: chosen };
    return this.file && { kind: 'file', file: this.file };
  }

  get #why(): string | null {
    const { level, sequences } = this.session.settings.value;
    if (level !== 'character' || sequences !== 'stream') {
      return msg('Only a net of characters in one stream can go on with another text.');
    }
    return this.session.progress.value.step === 0 ? msg('Train the net first.') : null;
  }

  #renderChoice(): TemplateResult {
    const why = this.#why;
    const isFree = this.session.canTrain && why === null && this.#source !== null;
    return html`<form aria-labelledby="heading" @submit=${this.#onSubmit}>
      <h3 id="heading">${msg('Go on with another text')}</h3>
      <p class="faint">
        ${msg('The net keeps what it has learned. Each character stays the one that it was; those that are new begin with weights of their own. The run from before stays among the kept ones.')}
      </p>
      <label class="field"
        >${msg('Second text')}
        <select
          @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value)}
        >
          ${this.#choices.map(({ id, title }) => this.#renderOption(id, title))}
          ${this.#renderOption(ownFile, msg('A file of your own'))}
        </select>
      </label>
      ${
        this.#chosen === ownFile
          ? html`<label class="field"
              >${msg('File')}
              <input type="file" @change=${() => (this.file = this.input?.files?.[0] ?? null)} />
            </label>`
          : nothing
      }
      <fieldset>
        <legend>${msg('Moments of the optimizer')} ${helpWith(momentsTerm)}</legend>
        ${this.#renderMoments('kept', msg('kept'))}
        ${this.#renderMoments('cleared', msg('cleared'))}
      </fieldset>
      <div>
        <button class="primary" ?disabled=${!isFree}>${msg('Go on with this text')}</button>
      </div>
      ${why === null ? nothing : html`<p role="status">${why}</p>`}
    </form>`;
  }

  #renderOption(id: string, title: string): TemplateResult {
    return html`<option value=${id} .selected=${live(id === this.#chosen)}>${title}</option>`;
  }

  #renderMoments(value: Moments, label: string): TemplateResult {
    return html`<label
      ><input
        type="radio"
        name="moments"
        value=${value}
        .checked=${this.moments === value}
        @change=${() => (this.moments = value)}
      />${label}</label
    >`;
  }

  #renderFormer(former: FormerText): TemplateResult {
    const { curve, text, progress } = this.session;
    const now = curve.former.at(-1);
    const change = (now?.loss ?? NaN) - (curve.former.at(0)?.loss ?? NaN);
    return html`<section aria-labelledby="both">
      <h3 id="both">${msg('Both texts')}</h3>
      <p>${learnedBefore(former, progress.value.step)}</p>
      <table aria-label=${msg('Validation loss of both texts')}>
        <tr>
          <th scope="col">${msg('Validation loss')}</th>
          <th scope="col">${msg('at step 0')}</th>
          <th scope="col">${msg('now')}</th>
        </tr>
        ${this.#renderRow(former.title, curve.former)}
        ${this.#renderRow(text.info.value?.title ?? '', curve.validations)}
      </table>
      ${change === 0 || Number.isNaN(change) ? nothing : html`<p role="status">${forgotten(former.title, change)}</p>`}
      ${this.#renderSamples(former)}
    </section>`;
  }

  #renderRow(title: string, measured: readonly ValidationResult[]): TemplateResult {
    const [first, last] = [measured.at(0), measured.at(-1)];
    return html`<tr>
      <th scope="row"><bdi>${shortTitle(title)}</bdi></th>
      <td>${lossWords(first?.step === 0 ? first.loss : undefined)}</td>
      <td>${lossWords(last?.loss)}</td>
    </tr>`;
  }

  #renderSamples({ step, sample }: FormerText): TemplateResult {
    const asked = secondSampleOf(this.session.client);
    const latest = asked.latest.value;
    return html`<div class="samples">
      <div>
        <h3>${msg('Before')}</h3>
        <p class="faint">${writtenAt(step)}</p>
        <pre tabindex="0" dir="auto" aria-label=${msg('Sample before the second text')}>
${sample}</pre>
      </div>
      <div>
        <h3>${msg('After')}</h3>
        <p class="faint" aria-live="polite">
          ${latest ? writtenAt(latest.step) : nothing}
          <button type="button" ?disabled=${!this.session.canTrain} @click=${() => asked.ask()}>
            ${msg('Let it write')}
          </button>
        </p>
        ${
          latest
            ? html`<pre tabindex="0" dir="auto" aria-label=${msg('Sample after the second text')}>
${latest.text}</pre>`
            : nothing
        }
      </div>
    </div>`;
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const second = this.#source;
    if (!second) return;
    const title = this.#choices.find(({ id }) => second.kind === 'builtin' && id === second.id);
    const name = title?.title ?? this.file?.name ?? '';
    this.session.files.goOn({ second, moments: this.moments }, name);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'second-text-panel': SecondTextPanel;
  }
}
