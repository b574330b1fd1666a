/** The data as the net is given them: one example after another, and the batch that comes next. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DataPart, DataWish, ShownBatch, ShownExample } from '../../protocol/data-frame.ts';
import { grouped } from '../format.ts';
import { countedSequences, countedTimeSteps } from '../words/units.ts';
import { controlStyles } from '../parts/control-styles.ts';
import '../parts/example-choice.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { dataOrigin } from './data-origin.ts';
import { dataStyles } from './data-styles.ts';
import { countWords, paddingWords } from './data-words.ts';
import { inputLength, sequenceOf, sequencesIn, targetLength } from './given-sequences.ts';
import './text-files.ts';
import './token-grid.ts';
import './unused-rows.ts';

/** Sequences of a batch that are shown at once. */
const placesAtOnce = 8;

@customElement('data-panel')
export class DataPanel extends TrackedElement {
  static override styles = [controlStyles, dataStyles];

  @property({ attribute: false }) session!: Session;

  @state() private chosenPart: DataPart = 'train';
  /** From 0. */
  @state() private index = 0;
  /** The first place of the batch that is shown. */
  @state() private from = 0;

  constructor() {
    super();
    new Seen(this, () => this.session.views.see('data', () => this.#wish));
  }

  get #wish(): DataWish {
    return { part: this.chosenPart, index: this.index };
  }

  get #isNumeric(): boolean {
    return this.session.task.isOfNumbers;
  }

  protected override render(): TemplateResult {
    const frame = this.session.views.frame('data').value;
    const { rows, unit } = this.session.task;
    const info = this.session.text.info.value;
    if (!frame)
      return html`<p class="faint">${msg('The data appears here as the net reads it.')}</p>`;
    return html`
      <p class="count">${countWords(frame, rows, unit)}</p>
      ${info ? dataOrigin(info, this.session.task.textsOf()) : nothing}
      ${info?.files ? html`<text-files .session=${this.session} .info=${info}></text-files>` : nothing}
      <example-choice
        .counts=${frame.counts}
        .chosen=${this.#wish}
        @example-picked=${({ detail }: CustomEvent<DataWish>) =>
          this.#choose(detail.part, detail.index)}
      ></example-choice>

      ${frame.example ? renderExample(frame.example, this.#isNumeric) : nothing}
      ${this.#renderBatch(frame.batch)}
      ${info?.rows ? html`<unused-rows .session=${this.session} .rows=${info.rows}></unused-rows>` : nothing}
    `;
  }

  #renderBatch(batch: ShownBatch): TemplateResult {
    const { batchSize, timeSteps, step, lengths } = batch;
    const from = Math.min(this.from, batchSize - 1);
    const to = Math.min(batchSize, from + placesAtOnce);
    const [first, last, of] = [from + 1, to, batchSize].map(grouped);
    const size = lengths
      ? msg(str`${countedSequences(batchSize)} of at most ${countedTimeSteps(timeSteps)}`)
      : msg(str`${countedSequences(batchSize)} side by side, of ${countedTimeSteps(timeSteps)}`);
    return html`<section aria-label=${msg('Next batch')}>
      <div class="fields">
        <h3>${msg(str`The next batch, for step ${grouped(step + 1)}: ${size}`)}</h3>
        <span class="spring"></span>
        <button
          type="button"
          ?disabled=${from === 0}
          @click=${() => (this.from = Math.max(0, from - placesAtOnce))}
        >
          ${msg('Previous sequences')}
        </button>
        <span>${msg(str`${first}–${last} of ${of}`)}</span>
        <button type="button" ?disabled=${to === batchSize} @click=${() => (this.from = to)}>
          ${msg('Next sequences')}
        </button>
      </div>
      <p>${paddingWords(batch)}</p>
      <token-grid
        links
        ?numeric=${this.#isNumeric}
        label=${msg('Next batch')}
        .rows=${sequencesIn(batch, from, to)}
        @example-chosen=${({ detail }: CustomEvent<number>) => this.#choose('train', detail)}
      ></token-grid>
    </section>`;
  }

  #choose(part: DataPart, index: number): void {
    this.chosenPart = part;
    this.index = index;
    this.session.views.wishSoon();
  }
}

function renderExample(example: ShownExample, isNumeric: boolean): TemplateResult {
  const sequence = sequenceOf(example);
  const sup = html`<sup>(${grouped(example.index + 1)})</sup>`;
  return html`<section aria-label=${msg('Example')}>
    <p class="lengths">
      <span>T<sub>x</sub>${sup} = ${inputLength(sequence)}</span>
      <span>T<sub>y</sub>${sup} = ${targetLength(sequence)}</span>
    </p>
    <token-grid label=${msg('Example')} .rows=${[sequence]} ?numeric=${isNumeric}></token-grid>
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'data-panel': DataPanel;
  }
}
