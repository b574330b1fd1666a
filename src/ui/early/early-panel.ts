/**
 * What the net says before it has heard or seen all: how many held-out recordings it has right by the
 * share that it has read, and its answers along one recording, of the data or made just now.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { framesText } from '../../lib/recordings.ts';
import type { EarlyAnswers, EarlyFrame } from '../../protocol/early.ts';
import { fixed, grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import '../parts/line-chart.ts';
import type { Series } from '../parts/line-chart.ts';
import { swatchStyles } from '../parts/swatch-styles.ts';
import { Camera } from '../recorder/camera.ts';
import { Microphone } from '../recorder/microphone.ts';
import { recordingMarkStyles } from '../recorder/recorder-styles.ts';
import { livenessOf, seenName, stateWords } from '../recorder/recorder-words.ts';
import { Taking } from '../recorder/taking.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { earlyStyles } from './early-styles.ts';

/** Of the classes, in their order; of more, those of the likeliest at the end. */
const colours = ['kept-1', 'kept-2', 'kept-3', 'kept-4'];

@customElement('early-panel')
export class EarlyPanel extends TrackedElement {
  static override styles = [controlStyles, recordingMarkStyles, swatchStyles, earlyStyles];

  @property({ attribute: false }) session!: Session;

  /** What was recorded to be tried, as it is written; null: a recording of the data is looked at. */
  @state() private tried: string | null = null;

  @query('video') private video!: HTMLVideoElement;

  readonly #taking = new Taking(this);
  #task: string | undefined;

  constructor() {
    super();
    const wish = () => ({ line: this.tried ?? this.session.gates.line });
    new Seen(this, () => this.session.views.see('early', wish));
  }

  /** What was recorded for one task means nothing to another. */
  protected override updated(): void {
    const task = this.session.task.info?.id;
    if (task === this.#task) return;
    this.#task = task;
    this.#taking.stop();
    if (this.tried !== null) this.#ask(null);
  }

  protected override render(): TemplateResult {
    const frame = this.session.views.frame('early').value;
    return html`<section>
        <h3>${msg('Right by how much was read')}</h3>
        ${frame && frame.counted > 0 ? renderScores(frame) : nothing}
      </section>
      <section>
        <h3>${msg('One recording, as it goes on')}</h3>
        ${this.#renderTry()} ${frame?.line ? renderLine(frame.classes, frame.line) : nothing}
      </section>`;
  }

  #renderTry(): TemplateResult {
    const device = this.#device;
    const taking = this.#taking.state.value;
    const isOn = taking !== 'off';
    return html`<div class="try">
        <select aria-label=${msg('Recording')} @change=${this.#onChosen}>
          ${this.tried === null ? nothing : html`<option selected value="">${msg('yours, just now')}</option>`}
          ${(this.session.text.info.value?.lines ?? []).map(
            (name) =>
              html`<option
                value=${name}
                .selected=${live(this.tried === null && name === this.session.gates.line)}
              >
                ${name}
              </option>`,
          )}
        </select>
        <button type="button" @click=${() => (isOn ? this.#taking.stop() : void this.#record())}>
          ${isOn ? msg('Stop') : msg('Record one and ask')}
        </button>
        <video
          muted
          playsinline
          aria-label=${seenName()}
          ?hidden=${device !== 'camera' || !isOn}
        ></video>
      </div>
      <div class="state ${taking}" role="status" aria-live=${livenessOf(taking, device)}>
        ${isOn ? html`<i></i>` : nothing} ${stateWords(taking, device, this.#classes)}
      </div>
      <p class="problem" role="alert">${this.#taking.problem.value}</p>`;
  }

  get #device() {
    return this.session.task.info?.recorded?.by ?? 'microphone';
  }

  /** “no” or “yes”: either may be recorded. */
  get #classes(): string {
    const { classes = [] } = this.session.views.frame('early').value ?? {};
    return classes.slice(0, 5).join(' / ');
  }

  async #record(): Promise<void> {
    const capture = this.#device === 'camera' ? new Camera(this.video) : new Microphone();
    await this.#taking.run(capture, (frames) => {
      this.#ask(framesText(frames));
      return true;
    });
  }

  #ask(tried: string | null): void {
    this.tried = tried;
    this.session.views.wishSoon();
  }

  #onChosen(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    if (value === '') return;
    this.#ask(null);
    void this.session.change('line', value);
  }
}

function renderScores({ scores, counted, total, step }: EarlyFrame): TemplateResult {
  const points = scores.map(({ share, right }) => ({ x: 100 * share, y: right / counted }));
  const label = msg('Accuracy by the share that was read, in percent');
  const all =
    counted < total ? msg(str`${grouped(counted)} of the ${grouped(total)}`) : grouped(total);
  return html`<line-chart
      label=${label}
      .series=${[{ label: msg('right'), colour: '--series-metric', width: 2, dots: true, points }]}
      .lastX=${100}
      xName=${msg('percent read')}
      isShare
      xTicks
    ></line-chart>
    <p class="faint">
      ${msg(str`Of ${all} held-out recordings, at step ${grouped(step)}. At 100 percent each is read to its end.`)}
    </p>`;
}

function renderLine(classes: readonly string[], line: EarlyAnswers): TemplateResult {
  const { odds, read, skipped, timeSteps } = line;
  if (skipped.length > 0 || odds.length === 0) {
    return html`<p role="status">
      ${msg('This recording is not made as those of the data are.')}
    </p>`;
  }
  const last = odds[odds.length - 1];
  const shown = classes
    .map((name, id) => ({ name, id }))
    .sort((a, b) => last[b.id] - last[a.id])
    .slice(0, colours.length)
    .sort((a, b) => a.id - b.id)
    .map((one, at) => ({ ...one, colour: colours[at] }));
  const series = shown.map(({ name, id, colour }): Series => ({
    ...{ label: name, colour: `--${colour}`, width: 2 },
    points: read.map((x, at) => ({ x, y: odds[at][id] })),
  }));
  const best = last.indexOf(Math.max(...last));
  return html`<output aria-label=${msg('Answer')} aria-live="off">
      ${msg(str`In the end: ${classes[best]}, ${fixed(100 * last[best], 0)} %`)}
    </output>
    <line-chart
      label=${msg('How likely each class is, by the frames that were read')}
      .series=${series}
      .lastX=${timeSteps}
      xName=${msg('frames read')}
      isShare
      xTicks
    ></line-chart>
    <ul class="legend">
      ${shown.map(({ name, colour }) => html`<li><i class=${colour}></i>${name}</li>`)}
    </ul>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'early-panel': EarlyPanel;
  }
}
