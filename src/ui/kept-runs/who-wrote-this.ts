/** A blind quiz over what two nets wrote: one text at a time, and who of the two it was by. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ComparedTexts } from '../../protocol/packing.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { twoTextsStyles } from './two-texts-styles.ts';
import { nameOfNet } from './two-texts-words.ts';

@customElement('who-wrote-this')
export class WhoWroteThis extends TrackedElement {
  static override styles = [controlStyles, twoTextsStyles];

  @property({ attribute: false }) compared!: ComparedTexts;

  /** Of the questions from the first on. */
  @state() private answers: readonly (0 | 1)[] = [];
  /** Of the question that is shown. */
  @state() private at = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('compared')) return;
    this.answers = [];
    this.at = 0;
  }

  /** All but the two that are shown with their names. */
  get #questions(): ComparedTexts['written'] {
    const { written } = this.compared;
    const named = [0, 1].map((net) => written.findIndex(({ by }) => by === net));
    return written.filter((_, at) => !named.includes(at));
  }

  protected override render(): TemplateResult | typeof nothing {
    const questions = this.#questions;
    const question = questions.at(this.at);
    if (!question) return nothing;
    const answer = this.answers.at(this.at);
    return html`<section role="group" aria-labelledby="asked">
      <h3 id="asked">
        ${msg('Which net wrote this?')}
        <span class="faint">${msg(str`${this.at + 1} of ${questions.length}`)}</span>
      </h3>
      <blockquote dir="auto">${question.text}</blockquote>
      <p class="choice">
        ${this.compared.nets.map(
          (net, at) =>
            html`<button
              type="button"
              aria-pressed=${answer === at}
              ?disabled=${answer !== undefined && answer !== at}
              @click=${() => this.#answer(at as 0 | 1)}
            >
              ${nameOfNet(net)}
            </button>`,
        )}
        ${
          answer !== undefined && this.at + 1 < questions.length
            ? html`<button type="button" class="primary" @click=${() => this.at++}>
                ${msg('Next')}
              </button>`
            : nothing
        }
      </p>
      <p role="status">${answer === undefined ? '' : this.#verdict(answer === question.by)}</p>
    </section>`;
  }

  #answer(net: 0 | 1): void {
    if (this.answers.length > this.at) return;
    this.answers = [...this.answers, net];
  }

  #verdict(isRight: boolean): string {
    const questions = this.#questions;
    const right = this.answers.filter((answer, at) => answer === questions[at].by).length;
    const score = msg(str`${right} of ${this.answers.length} right; a guess gets half of them.`);
    return isRight ? msg(str`Right. ${score}`) : msg(str`No, it was the other. ${score}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'who-wrote-this': WhoWroteThis;
  }
}
