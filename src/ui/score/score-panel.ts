/**
 * Sentences of a person's own, scored: P(y⟨1⟩, …, y⟨T⟩) as a product, token by token, which sentence is
 * likelier, and what else the net held likely at a place.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { inlineText } from '../../lib/inline-text.ts';
import type { Alternatives, ScoredSentence, ScoreFrame, ScorePlace } from '../../protocol/score.ts';
import { namedCharacter, visible } from '../characters.ts';
import { fixed, grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { shareBar, shareBarStyles } from '../parts/share-bar.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { skippedWords } from '../words/skipped.ts';
import { countedUnits } from '../words/units.ts';
import { bitsOf, comparison, ofAll } from './score-words.ts';
import { costLevels, scoreStyles } from './score-styles.ts';
import './forcing-part.ts';
import './pack-part.ts';

/** The course's own, one sentence a line. */
const presets = [
  'The apple and pear salad.\nThe apple and pair salad.',
  'Cats average 15 hours of sleep a day.\nCats average a day hours of sleep 15.',
];

/** Bits at which a token is drawn as the most surprising. */
const mostBits = 12;

@customElement('score-panel')
export class ScorePanel extends TrackedElement {
  static override styles = [controlStyles, shareBarStyles, scoreStyles];

  @property({ attribute: false }) session!: Session;

  @state() private text = presets[0];
  @state() private chosen: ScorePlace | null = null;

  constructor() {
    super();
    const wish = () => ({ lines: this.#lines, chosen: this.chosen });
    new Seen(this, () => this.session.views.see('score', wish));
  }

  protected override render(): TemplateResult {
    const frame = this.session.views.frame('score').value;
    return html`<section class="given">
        <label for="sentences">${msg('Sentences, one a line')}</label>
        <textarea
          id="sentences"
          dir="auto"
          rows="4"
          spellcheck="false"
          maxlength="8000"
          .value=${live(this.text)}
          @input=${(event: Event) => this.#give((event.target as HTMLTextAreaElement).value)}
        ></textarea>
        <p class="presets">
          ${presets.map(
            (preset, at) =>
              html`<button type="button" @click=${() => this.#give(preset)}>
                ${msg(str`Example ${at + 1}`)}
              </button>`,
          )}
        </p>
      </section>
      ${
        frame
          ? this.#renderScores(frame)
          : html`<p class="faint">${msg('How likely each sentence is appears here.')}</p>`
      }<forcing-part .session=${this.session}></forcing-part
      ><pack-part .session=${this.session}></pack-part>`;
  }

  get #lines(): string[] {
    return this.text.split('\n').filter((line) => line.trim() !== '');
  }

  #renderScores({ sentences, alternatives, step }: ScoreFrame): TemplateResult {
    return html`<section>
      <output aria-label=${msg('Comparison')} aria-live="off"
        >${comparison(sentences, step)}</output
      >
      <ol class="sentences" aria-label=${msg('Scored sentences')}>
        ${sentences.map((sentence, line) => {
          const isHere = alternatives?.line === line;
          return html`<li>
            ${this.#renderSentence(sentence, line)}
            ${isHere ? renderAlternatives(sentence, alternatives) : nothing}
          </li>`;
        })}
      </ol>
    </section>`;
  }

  #renderSentence(sentence: ScoredSentence, line: number): TemplateResult {
    const { tokens, skipped, before, cut } = sentence;
    const { unit } = this.session.task;
    const names = inlineText(skipped.map(namedCharacter).join(' '), 200);
    return html`<p class="pieces" dir="auto">
        <span class="before" title=${msg('Read before the first; it costs nothing')}
          >${visible(before)}</span
        >${tokens.map(({ label, nats }, at) => {
          const cost = msg(str`“${namedCharacter(label)}” costs ${fixed(bitsOf(nats), 2)} bits`);
          const level = Math.round(Math.min(1, bitsOf(nats) / mostBits) * costLevels);
          return html`<button
            type="button"
            data-cost=${level}
            title=${cost}
            aria-label=${cost}
            aria-pressed=${this.chosen?.line === line && this.chosen.at === at}
            @click=${() => this.#choose({ line, at })}
          >
            ${visible(label)}
          </button>`;
        })}
      </p>
      <p class="sum faint">${ofAll(sentence)}</p>
      ${skipped.length > 0 ? html`<p role="status">${skippedWords(names, unit)}</p>` : nothing}
      ${cut > 0 ? html`<p role="status">${msg(str`Too long: ${countedUnits(unit, cut)} at the end are not scored.`)}</p>` : nothing}`;
  }

  #give(text: string): void {
    this.text = text;
    this.chosen = null;
    this.session.views.wishSoon();
  }

  #choose(place: ScorePlace): void {
    this.chosen = place;
    this.session.views.wishSoon();
  }
}

function renderAlternatives(
  { tokens }: ScoredSentence,
  { all, rank, at }: Alternatives & ScorePlace,
): TemplateResult {
  const name = namedCharacter(tokens[at].label);
  return html`<div class="alternatives">
    <p>
      ${msg(str`“${name}” was number ${grouped(rank)} of what the net expected at t = ${at + 1}:`)}
    </p>
    <table aria-label=${msg('Alternatives')}>
      ${all.map(
        ({ label, probability }) =>
          html`<tr class=${label === tokens[at].label ? 'wanted' : ''}>
            <th scope="row"><bdi>${visible(label)}</bdi></th>
            <td>${fixed(100 * probability, 2)} %</td>
            <td class="bar">${shareBar(probability)}</td>
          </tr>`,
      )}
    </table>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'score-panel': ScorePanel;
  }
}
