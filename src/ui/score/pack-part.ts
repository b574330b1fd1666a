/**
 * The net as a compressor: what it expects is cheap to tell. A text becomes a file, beside what gzip and
 * others make of it, and the file the text again.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { firstTask } from '../../config/first-task.ts';
import type { PackedText } from '../../protocol/packing.ts';
import { fixed, grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { download } from '../parts/download.ts';
import { shareBar, shareBarStyles } from '../parts/share-bar.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { type PackRun, packRunOf, type PackState } from './pack-run.ts';
import { belowStyles } from './below-styles.ts';
import { packStyles } from './pack-styles.ts';
import { packedRows, packedSentence, packingSentence } from './pack-words.ts';

/** Characters of an opened text that are shown; all of them are saved. */
const shownCharacters = 20_000;

type Opened = Extract<PackState, { phase: 'opened' }>;

@customElement('pack-part')
export class PackPart extends TrackedElement {
  static override styles = [controlStyles, shareBarStyles, belowStyles, packStyles];

  @property({ attribute: false }) session!: Session;

  @state() private text = '';

  protected override render(): TemplateResult | typeof nothing {
    // others answer, or write line by line
    if (this.session.settings.value.task !== firstTask.id) return nothing;
    const heading = msg('Pack a text');
    return html`<section class="given" role="region" aria-label=${heading}>
        <h2>${heading}</h2>
        <p class="faint">
          ${msg('What the net expects takes few bits, what surprises it many. The file holds no more than that: only this net, at this step, can read it.')}
        </p>
        <label for="text">${msg('Text to pack')}</label>
        <textarea
          id="text"
          dir="auto"
          rows="4"
          spellcheck="false"
          .value=${live(this.text)}
          @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
        ></textarea>
        <p class="ways">${this.#renderWays()}</p>
      </section>
      <section>${this.#renderState(this.#run.state.value)}</section>`;
  }

  get #run(): PackRun {
    return packRunOf(this.session.client);
  }

  get #isReady(): boolean {
    return this.session.canTrain && this.session.net.info.value !== null;
  }

  #renderWays(): TemplateResult {
    const isReady = this.#isReady;
    const holdsOut = (this.session.text.info.value?.heldOutTokens ?? 0) > 0;
    return html`<button
        type="button"
        class="primary"
        ?disabled=${!isReady || this.text === ''}
        @click=${() => this.#run.pack(this.text, 'text')}
      >
        ${msg('Pack')}
      </button>
      <button
        type="button"
        title=${msg('The part of the text that the net is not trained on')}
        ?disabled=${!isReady || !holdsOut}
        @click=${() => this.#run.pack(null, msg('held-out'))}
      >
        ${msg('Pack held-out text')}
      </button>
      ${this.#renderFile(msg('Pack a file'), '', (file) => this.#run.pack(file, file.name))}
      ${this.#renderFile(msg('Open a packed file'), '.packed', (file) => this.#run.open(file))}`;
  }

  #renderFile(name: string, accept: string, take: (file: File) => void): TemplateResult {
    const onFile = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const file = input.files?.[0];
      if (file) take(file);
      // the same one may be chosen again
      input.value = '';
    };
    return html`<label class="button ${this.#isReady ? '' : 'off'}">
      ${name}
      <input
        class="visually-hidden"
        type="file"
        accept=${accept || nothing}
        aria-label=${name}
        ?disabled=${!this.#isReady}
        @change=${onFile}
      />
    </label>`;
  }

  #renderState(state: PackState): TemplateResult {
    // two texts are compared elsewhere
    if (state.phase === 'none' || state.phase === 'comparing' || state.phase === 'compared') {
      return html`<p class="faint">
        ${msg('Sizes appear here: the net beside gzip, bigrams and chance.')}
      </p>`;
    }
    if (state.phase === 'refused') {
      return html`<p role="alert" class="problem">${packingSentence(state.problem)}</p>`;
    }
    if (state.phase === 'packed') return this.#renderPacked(state.packed, state.name);
    if (state.phase === 'opened') return renderOpened(state);
    const isPacking = state.phase === 'packing';
    return html`<p role="status">${isPacking ? msg('Packing …') : msg('Opening …')}</p>
      <p class="ways">
        <progress
          aria-label=${isPacking ? msg('Packing') : msg('Opening')}
          max=${state.total || 1}
          .value=${state.done}
        ></progress>
        <button type="button" @click=${() => this.#run.cancel()}>${msg('Cancel')}</button>
      </p>`;
  }

  #renderPacked(packed: PackedText, name: string): TemplateResult {
    const rows = packedRows(packed);
    const most = Math.max(1, ...rows.map(({ bytes }) => bytes));
    return html`<output aria-label=${msg('Packed')}>${packedSentence(packed)}</output>
      <table>
        <caption>
          ${msg(str`${grouped(packed.characters)} characters, ${grouped(packed.tokens)} tokens`)}
        </caption>
        <thead>
          <tr>
            <th scope="col">${msg('By')}</th>
            <th scope="col">${msg('Bytes')}</th>
            <th scope="col">${msg('Bits per character')}</th>
            <td></td>
          </tr>
        </thead>
        ${rows.map(
          ({ name, isNet, bytes, bitsPerCharacter }) =>
            html`<tr class=${isNet ? 'own' : ''}>
              <th scope="row">${name}</th>
              <td>${grouped(bytes)}</td>
              <td>${fixed(bitsPerCharacter, 3)}</td>
              <td class="bar">${shareBar(bytes / most)}</td>
            </tr>`,
        )}
      </table>
      <p class="ways">
        <button type="button" @click=${() => download(name, new Blob([packed.file]))}>
          ${msg('Save packed file')}
        </button>
        <span class="faint"
          >${msg('Save the run as well: without these weights nobody can open the file.')}</span
        >
      </p>`;
  }
}

function renderOpened({ name, text, step }: Opened): TemplateResult {
  const shown = text.slice(0, shownCharacters);
  const characters = grouped(Array.from(text).length);
  return html`<output aria-label=${msg('Opened')}
      >${msg(str`Unpacked with the weights of step ${grouped(step)}: ${characters} characters, the same as were packed.`)}</output
    >
    <textarea
      class="opened"
      readonly
      dir="auto"
      rows="8"
      aria-label=${msg('Unpacked text')}
      .value=${shown}
    ></textarea>
    <p class="ways">
      <button
        type="button"
        @click=${() => download(name, new Blob([text], { type: 'text/plain' }))}
      >
        ${msg('Save text')}
      </button>
      ${shown === text ? nothing : html`<span class="faint">${msg(str`The first ${grouped(shownCharacters)} are shown.`)}</span>`}
    </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'pack-part': PackPart;
  }
}
