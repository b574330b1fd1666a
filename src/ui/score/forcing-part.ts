/**
 * Teacher forcing, seen: the same prefix gone on with by the truth, as in training, and by the net's own
 * draws, as when it writes; what it expects at each time step of either, and what the truth costs there.
 */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { firstTask } from '../../config/first-task.ts';
import { inlineText } from '../../lib/inline-text.ts';
import type { Expectation, ForcedPlace, ForcingFrame } from '../../protocol/typing.ts';
import { namedCharacter, visible } from '../characters.ts';
import { fixed } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { helpWith } from '../parts/help-mark.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { skippedWords } from '../words/skipped.ts';
import { belowStyles } from './below-styles.ts';
import { forcingStyles } from './forcing-styles.ts';
import { forcingTerm } from './forcing-term.ts';
import { forcingSentences } from './forcing-words.ts';

/** Tokens that both are given, at most. */
const mostGiven = 100;
/** Characters of the held-out text that it begins with. */
const fromText = 60;

@customElement('forcing-part')
export class ForcingPart extends TrackedElement {
  static override styles = [controlStyles, belowStyles, forcingStyles];

  @property({ attribute: false }) session!: Session;

  /** Null: the beginning of what is held out. */
  @state() private own: string | null = null;
  /** Null: as many as suit the tokens. */
  @state() private given: number | null = null;
  @state() private seed = 1;

  constructor() {
    super();
    const wish = () =>
      this.#isShown ? { text: this.#text, prefix: this.#prefix, seed: this.seed } : null;
    new Seen(this, () => this.session.views.see('forcing', wish));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#isShown) return nothing;
    const heading = msg('Teacher forcing');
    const frame = this.session.views.frame('forcing').value;
    return html`<section class="given" role="region" aria-label=${heading}>
        <h2>${heading}${helpWith(forcingTerm)}</h2>
        <label for="truth">${msg('True text')}</label>
        <textarea
          id="truth"
          dir="auto"
          rows="3"
          spellcheck="false"
          maxlength="400"
          .value=${live(this.#text)}
          @input=${(event: Event) => this.#wish({ own: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
        <p class="ways">
          <label for="prefix">${msg('Prefix, in tokens')}</label>
          <input
            id="prefix"
            type="number"
            inputmode="numeric"
            min="0"
            max=${mostGiven}
            .value=${live(String(this.#prefix))}
            @change=${(event: Event) => this.#onPrefix(event.target as HTMLInputElement)}
          />
          <button type="button" @click=${() => this.#wish({ seed: this.seed + 1 })}>
            ${msg('Draw another')}
          </button>
        </p>
      </section>
      <section aria-label=${msg('The truth, and what the net draws')}>
        ${frame ? this.#renderFrame(frame) : html`<p class="faint">${msg('Both ways to go on appear here.')}</p>`}
      </section>`;
  }

  get #isShown(): boolean {
    return this.session.settings.value.task === firstTask.id;
  }

  /** What is held out begins anywhere: from its first whole word to its last. */
  get #text(): string {
    const heldOut = this.session.text.info.value?.heldOutPreview ?? '';
    const begun = heldOut.replace(/^\S*\s+/, '').slice(0, fromText);
    return this.own ?? begun.replace(/\s+\S*$/, '');
  }

  get #prefix(): number {
    return this.given ?? (this.session.settings.value.level === 'character' ? 12 : 3);
  }

  #renderFrame(frame: ForcingFrame): TemplateResult {
    const { places, skipped, prefix } = frame;
    const { unit } = this.session.task;
    const names = inlineText(skipped.map(namedCharacter).join(' '), 200);
    return html`${places.length > 0 ? renderPlaces(frame) : nothing}
    ${forcingSentences(frame).map((sentence) => html`<p>${sentence}</p>`)}
    ${
      prefix.length > 0
        ? html`<p class="faint">
            ${msg('Both have read:')}
            <bdi class="read">${prefix.map(visible).join(unit === 'word' ? ' ' : '')}</bdi>
          </p>`
        : nothing
    }
    ${skipped.length > 0 ? html`<p role="status">${skippedWords(names, unit)}</p>` : nothing}`;
  }

  #onPrefix(input: HTMLInputElement): void {
    const given = Math.round(input.valueAsNumber);
    if (Number.isFinite(given)) this.#wish({ given: Math.max(0, Math.min(mostGiven, given)) });
    input.value = String(this.#prefix);
  }

  #wish(change: { own?: string; given?: number; seed?: number }): void {
    Object.assign(this, change);
    this.session.views.wishSoon();
  }
}

/** A column for each time step, the truth above what was drawn. */
function renderPlaces({ places, parted, prefix }: ForcingFrame): TemplateResult {
  const row = (name: string, cell: (place: ForcedPlace) => unknown, kind = '') =>
    html`<tr class=${kind}>
      <th scope="row">${name}</th>
      ${places.map((place, at) => html`<td class=${markOf(at, parted)}>${cell(place)}</td>`)}
    </tr>`;
  const expected = (way: 'forced' | 'free') =>
    html`${row(msg('ŷ⟨t⟩, the likeliest'), (place) => renderTop(place[way]))}
    ${row(msg('loss of the truth'), (place) => fixed(place[way].nats, 2))}`;
  return html`<div class="places" tabindex="0" role="region" aria-label=${msg('Time steps')}>
    <table aria-label=${msg('Teacher forcing')}>
      <tr class="times">
        <th scope="row">t</th>
        ${places.map((_, at) => html`<th scope="col" class=${markOf(at, parted)}>${prefix.length + at + 1}</th>`)}
      </tr>
      ${row(msg('truth, read next'), ({ truth }) => renderToken(truth), 'read')}${expected('forced')}
      ${row(msg('drawn, read next'), ({ drawn, truth }) => renderToken(drawn, drawn !== truth), 'read own')}${expected('free')}
    </table>
  </div>`;
}

/** Where they part, and all that comes behind. */
function markOf(at: number, parted: number | null): string {
  if (parted === null || at < parted) return '';
  return at === parted ? 'parted first' : 'parted';
}

const renderToken = (label: string, isOther = false) =>
  isOther ? html`<mark>${visible(label)}</mark>` : html`<bdi>${visible(label)}</bdi>`;

function renderTop({ top }: Expectation): TemplateResult {
  return html`${top.map(
    ({ label, probability }) =>
      html`<span class="top"><bdi>${visible(label)}</bdi> ${fixed(100 * probability, 0)} %</span>`,
  )}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'forcing-part': ForcingPart;
  }
}
