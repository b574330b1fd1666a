/**
 * Tunes that the net makes: from a first note of choice it goes on, note after note. One of them is seen
 * as a roll with the gates under it, heard, and saved. Nothing plays until somebody says so.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { runName } from '../../lib/run-name.ts';
import { midiOf } from '../../lib/tunes/midi.ts';
import { sampleRate, secondsPerSixteenth, synthesise } from '../../lib/tunes/synthesis.ts';
import { barLength, pitchOf, type ReadTune, readTune } from '../../lib/tunes/tune.ts';
import { wavOf } from '../../lib/tunes/wav.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import { fixed, grouped } from '../format.ts';
import { cellOf, collectTraces } from '../gates/traces.ts';
import { controlStyles, panelStyles } from '../parts/control-styles.ts';
import { download } from '../parts/download.ts';
import { settingRow } from '../parts/setting-row.ts';
import '../sample/sample-cut.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import '../tabs/close-view.ts';
import { TrackedElement } from '../tracked-element.ts';
import { countedUnits } from '../words/units.ts';
import { TunePlayer } from './tune-player.ts';
import './tune-roll.ts';
import type { Strip } from './tune-roll.ts';
import { tunesStyles } from './tunes-styles.ts';

const usualTempo = 110;

@customElement('tunes-panel')
export class TunesPanel extends TrackedElement {
  static override styles = [controlStyles, panelStyles, tunesStyles];

  @property({ attribute: false }) session!: Session;

  /** Of those that were drawn, from 0. */
  @state() private chosen = 0;
  /** Quarters per minute. */
  @state() private tempo = usualTempo;
  /** Sixteenths that have been played. */
  @state() private at: number | null = null;

  readonly #player = new TunePlayer();
  #frame = 0;

  constructor() {
    super();
    new Seen(this, () => this.session.views.see('tune-gates', () => this.#gatesWish()));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.at = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#player.close();
    // what is gone shows nothing any more
    cancelAnimationFrame(this.#frame);
  }

  protected override willUpdate(): void {
    const { length } = this.session.sample.lines;
    if (this.chosen < length) return;
    // others are being made
    if (this.#player.isPlaying.value) this.#stop();
    this.chosen = 0;
  }

  protected override updated(): void {
    this.session.views.wishSoon();
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const heading = msg('Tunes');
    return html`<section role="region" aria-label=${heading}>
      <div class="head">
        <h2>${heading}</h2>
        <span class="spring"></span>
        ${this.#renderMaking()}
        <close-view .session=${session} view="tunes" name=${heading}></close-view>
      </div>
      <div class="fields">
        ${settingRow(session, 'prompt', { stacked: true, label: msg('First note'), help: msg('Every tune begins with it; the net goes on.'), choices: this.#firstNotes() })}
        ${(['temperature', 'topK', 'topP', 'sampleSeed', 'scale', 'tonic'] as const).map((key) => settingRow(session, key, { stacked: true }))}
        ${settingRow(session, 'sampleLength', { stacked: true, label: msg('Tunes'), help: msg('How many tunes to make.') })}
      </div>
      <sample-cut .session=${session}></sample-cut>
      ${session.sample.lines.length === 0 ? this.#renderEmpty() : this.#renderTune(this.#tune())}
      <div class="foot">
        <span class="faint" role="status">${this.#phaseWords()}</span>
        <span class="spring"></span>
        ${session.sample.lines.length === 0 ? nothing : this.#renderTaking(this.#tune())}
      </div>
    </section>`;
  }

  #renderMaking(): TemplateResult {
    const { sample } = this.session;
    const isDrawing = sample.state.value.phase === 'drawing';
    return html`
      <button type="button" ?disabled=${!isDrawing} @click=${() => sample.stop()}>
        ${msg('Stop')}
      </button>
      <button
        type="button"
        class="primary"
        ?disabled=${!this.#isReady}
        @click=${() => sample.draw(this.session.settings.value)}
      >
        ${msg('Make tunes')}
      </button>
    `;
  }

  get #isReady(): boolean {
    return this.session.canTrain && this.session.net.info.value !== null;
  }

  #renderEmpty(): TemplateResult {
    return html`<p class="faint">
      ${msg('The tunes that the net makes appear here, to be heard and saved. Before it has learned anything they are noise.')}
    </p>`;
  }

  #renderTune(tune: ReadTune): TemplateResult {
    const isSilent = tune.notes.length === 0;
    const isPlaying = this.#player.isPlaying.value;
    return html`
      <div class="play">
        ${this.#renderChoice()}
        <button
          type="button"
          class="primary"
          ?disabled=${isSilent}
          @click=${() => (isPlaying ? this.#stop() : this.#play(tune))}
        >
          ${isPlaying ? msg('Stop playing') : msg('Play')}
        </button>
        <label
          >${msg('Tempo')}
          <input
            type="range"
            min="40"
            max="200"
            step="5"
            ?disabled=${isPlaying}
            .value=${String(this.tempo)}
            aria-valuetext=${msg(str`${this.tempo} quarters per minute`)}
            @input=${this.#onTempo}
          />
          ${this.tempo}</label
        >
      </div>
      <tune-roll
        .tune=${tune}
        .strips=${this.#strips()}
        .at=${this.at}
        label=${tuneWords(tune)}
      ></tune-roll>
      <p>${tuneWords(tune)} ${this.#copiedWords()}</p>
      <details>
        <summary>${msg('The tune in notes')}</summary>
        <p class="notes">${this.#tokens().join(' ')}</p>
      </details>
    `;
  }

  #renderTaking(tune: ReadTune): TemplateResult {
    const isSilent = tune.notes.length === 0;
    return html`
      <button
        type="button"
        class="quiet"
        ?disabled=${isSilent}
        @click=${() => this.#saveMidi(tune)}
      >
        ${msg('Save MIDI')}
      </button>
      <button type="button" class="quiet" ?disabled=${isSilent} @click=${() => this.#saveWav(tune)}>
        ${msg('Save WAV')}
      </button>
    `;
  }

  #renderChoice(): TemplateResult | typeof nothing {
    const { length } = this.session.sample.lines;
    if (length < 2) return nothing;
    const numbers = Array.from({ length }, (_, at) => at);
    return html`<label
      >${msg('Tune')}
      <select @change=${this.#onChosen}>
        ${numbers.map((at) => html`<option value=${at} ?selected=${at === this.chosen}>${at + 1}</option>`)}
      </select>
    </label>`;
  }

  /** From low to high, as the data have them; at first the net’s own. */
  #firstNotes(): { value: string; label: string }[] {
    const { prompt } = this.session.settings.value;
    const symbols = this.session.text.info.value?.symbols ?? [];
    const pitches = symbols
      .map(({ symbol }) => symbol)
      .filter((symbol) => pitchOf(symbol) !== null);
    if (prompt !== '' && !pitches.includes(prompt)) pitches.push(prompt);
    pitches.sort((a, b) => (pitchOf(a) ?? 0) - (pitchOf(b) ?? 0));
    return [
      { value: '', label: msg('the net’s own') },
      ...pitches.map((pitch) => ({ value: pitch, label: pitch })),
    ];
  }

  /** Of the chosen tune, what was given first and without its end. */
  #tokens(): string[] {
    const line = this.session.sample.lines.at(this.chosen);
    if (!line) return [];
    const { prompt } = this.session.sample.state.value;
    const drawn = line.tokens.map(({ symbol }) => symbol);
    const given = prompt.split(' ').filter((token) => token !== '');
    return [...given, ...(line.isCut ? drawn : drawn.slice(0, -1))];
  }

  #tune(): ReadTune {
    return readTune(this.#tokens());
  }

  /** Nothing where there is no tune. */
  #gatesWish() {
    const tokens = this.#tokens();
    return tokens.length === 0 ? null : { line: tokens.join(' '), layer: this.session.gates.layer };
  }

  #strips(): Strip[] {
    const frame = this.session.views.frame('tune-gates').value;
    if (!frame) return [];
    const { catalogue } = this.session.engine.value;
    const cell = catalogue ? cellOf(catalogue, this.session.net.info.value?.cell) : undefined;
    return collectTraces(frame, cell)
      .filter(({ info }) => info.scale === 'gate')
      .map(({ info, values }) => ({
        symbol: info.symbol,
        colour: `gate-${info.role}`,
        means: meansOf(values, frame),
      }));
  }

  #play({ notes }: ReadTune): void {
    this.#player.play(synthesise(notes, this.tempo));
    const follow = () => {
      this.at = this.#player.isPlaying.peek()
        ? this.#player.seconds / secondsPerSixteenth(this.tempo)
        : null;
      if (this.at !== null) this.#frame = requestAnimationFrame(follow);
    };
    follow();
  }

  #stop(): void {
    this.#player.stop();
    this.#rest();
  }

  #rest(): void {
    cancelAnimationFrame(this.#frame);
    this.at = null;
  }

  #onChosen(event: Event): void {
    this.#stop();
    this.chosen = Number((event.target as HTMLSelectElement).value);
  }

  #onTempo(event: Event): void {
    this.tempo = Number((event.target as HTMLInputElement).value);
  }

  #saveMidi({ notes }: ReadTune): void {
    const file = new Blob([midiOf(notes, this.tempo)], { type: 'audio/midi' });
    download(`${this.#fileName()}.mid`, file);
  }

  #saveWav({ notes }: ReadTune): void {
    const file = new Blob([wavOf(synthesise(notes, this.tempo), sampleRate)], {
      type: 'audio/wav',
    });
    download(`${this.#fileName()}.wav`, file);
  }

  #fileName(): string {
    const { text, net, sample } = this.session;
    const run = runName(
      text.info.value?.name ?? '',
      net.info.value?.cell ?? '',
      sample.state.value.step,
    );
    return `${run}-tune-${this.chosen + 1}`;
  }

  #copiedWords(): string {
    const copied = this.session.sample.lines.at(this.chosen)?.copied;
    return copied === undefined || copied === null
      ? ''
      : msg(
          str`${Math.round(copied * 100)} % of its stretches of eight notes stand in the tunes that it learns from.`,
        );
  }

  #phaseWords(): string {
    const { phase, step } = this.session.sample.state.value;
    if (phase === 'none') return '';
    if (phase === 'drawing') return msg('The net is making tunes.');
    const { length } = this.session.sample.lines;
    const made = length === 1 ? msg('1 tune') : msg(str`${grouped(length)} tunes`);
    return msg(str`${made}, made at step ${grouped(step)}`);
  }
}

function tuneWords({ notes, length, misplaced }: ReadTune): string {
  const bars = fixed(length / barLength, 1);
  const heard =
    notes.length === 1
      ? msg(str`1 note, ${bars} bars.`)
      : msg(str`${grouped(notes.length)} notes, ${bars} bars.`);
  return misplaced.length === 0
    ? heard
    : msg(
        str`${heard} Left out, since they stand where they make no note: ${countedUnits('token', misplaced.length)}.`,
      );
}

/** Over the units, at each token of the tune: nothing is read before the first of them. */
function meansOf(values: Float32Array, { hiddenSize, tokens }: GatesFrame): number[] {
  return Array.from({ length: tokens.length - 1 }, (_, at) => {
    const row = values.subarray((at + 1) * hiddenSize, (at + 2) * hiddenSize);
    return row.reduce((sum, value) => sum + value, 0) / hiddenSize;
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'tunes-panel': TunesPanel;
  }
}
