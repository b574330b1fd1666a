/**
 * Which word stood there? Held-out sentences one at a time with two words that sound alike; then what the
 * net, a bigram and a unigram hold likelier, and how often each of them is right, and you.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Guesser, QuizFrame, QuizQuestion } from '../../protocol/quiz.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { helpWith } from '../parts/help-mark.ts';
import { shareBar, shareBarStyles } from '../parts/share-bar.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { quizTerm } from './quiz-term.ts';
import { ofWhatStood, type Score, scoreOf } from './quiz-score.ts';
import { quizStyles } from './quiz-styles.ts';
import { aboutAll, guessed, guesserName, outOf, percent } from './quiz-words.ts';

const guessers: readonly Guesser[] = ['net', 'bigram', 'unigram'];

@customElement('quiz-panel')
export class QuizPanel extends TrackedElement {
  static override styles = [controlStyles, shareBarStyles, quizStyles];

  @property({ attribute: false }) session!: Session;

  /** Words that were chosen, of the questions from the first on. */
  @state() private answers: readonly (0 | 1)[] = [];
  /** Of the question that is shown. */
  @state() private at = 0;
  @state() private round = 0;

  @query('.question') private question?: HTMLElement;

  /** Whose questions were answered. */
  #asked = '';

  constructor() {
    super();
    const wish = () => ({ round: this.round });
    new Seen(this, () => this.session.views.see('quiz', wish));
  }

  /** Answers to other questions say nothing about these. */
  protected override willUpdate(): void {
    const questions = this.session.views.frame('quiz').value?.questions;
    if (!questions) return;
    const asked = questions.map(({ before, after }) => before + after).join('\n');
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.answers = [];
    this.at = 0;
  }

  protected override render(): TemplateResult {
    const frame = this.session.views.frame('quiz').value;
    if (!frame) return html`<p class="faint">${msg('Questions appear here.')}</p>`;
    const { questions } = frame;
    return html`<section
        class="question"
        tabindex="-1"
        aria-label=${msg('Question')}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
      >
        ${questions.length > 0 ? this.#renderQuestion(questions) : nothing}
      </section>
      <section aria-label=${msg('Who is right')}>${this.#renderScores(frame)}</section>`;
  }

  #renderQuestion(questions: readonly QuizQuestion[]): TemplateResult {
    const one = questions[this.at];
    const answer = this.answers.at(this.at);
    const isAnswered = answer !== undefined;
    return html`<h3>
        ${msg('Which word stood there?')}${helpWith(quizTerm)}
        <span class="faint"
          >${msg(str`${grouped(this.at + 1)} of ${grouped(questions.length)}`)}</span
        >
      </h3>
      <p class="sentence" dir="auto">
        ${one.before}<b>${isAnswered ? one.words[one.stood] : '…'}</b>${one.after}
      </p>
      <p class="words">
        ${one.words.map(
          (word, at) =>
            html`<button
              type="button"
              aria-keyshortcuts=${at + 1}
              aria-pressed=${answer === at}
              ?disabled=${isAnswered && answer !== at}
              @click=${() => this.#answer(at as 0 | 1)}
            >
              <kbd>${at + 1}</kbd> <bdi>${word}</bdi>
            </button>`,
        )}
        ${
          isAnswered && this.at + 1 < questions.length
            ? html`<button type="button" class="primary next" @click=${() => this.#next()}>
                ${msg('Next')}
              </button>`
            : nothing
        }
      </p>
      ${isAnswered ? renderAnswers(one, answer) : nothing}`;
  }

  #renderScores(frame: QuizFrame): TemplateResult {
    const { questions, step } = frame;
    const answered = questions.slice(0, this.answers.length);
    const own = this.answers.filter((answer, at) => answer === questions[at].stood).length;
    const you: Score = { right: own, asked: answered.length };
    const title = this.session.text.info.value?.title ?? '';
    return html`${
        questions.length > 0
          ? html`<table aria-label=${msg('Scores')}>
              <thead>
                <tr>
                  <td></td>
                  <th scope="col">${msg('of yours')}</th>
                  <th scope="col" colspan="2">${msg(str`of all ${grouped(questions.length)}`)}</th>
                </tr>
              </thead>
              <tr>
                <th scope="row">${msg('you')}</th>
                <td>${you.asked > 0 ? outOf(you) : ''}</td>
                <td colspan="2"></td>
              </tr>
              ${guessers.map((guesser) => {
                const all = scoreOf(questions, guesser);
                const share = all.right / all.asked;
                return html`<tr>
                  <th scope="row">${guesserName(guesser)}</th>
                  <td>${you.asked > 0 ? outOf(scoreOf(answered, guesser)) : ''}</td>
                  <td>${percent(share)}</td>
                  <td class="bar">${shareBar(share)}</td>
                </tr>`;
              })}
            </table>`
          : nothing
      }
      <p class="now">
        <button type="button" @click=${() => this.#measure()}>${msg('Measure now')}</button>
        <span class="faint">${msg(str`The net of step ${grouped(step)}.`)}</span>
      </p>
      ${aboutAll(frame, title).map((sentence) => html`<p class="faint">${sentence}</p>`)}`;
  }

  #onKey(event: KeyboardEvent): void {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey || (key !== '1' && key !== '2')) return;
    event.preventDefault();
    this.#answer(key === '1' ? 0 : 1);
  }

  /** The first answer counts. */
  #answer(word: 0 | 1): void {
    if (this.answers.length > this.at) return;
    this.answers = [...this.answers, word];
    void this.updateComplete.then(() =>
      this.question?.querySelector<HTMLElement>('.next')?.focus({ preventScroll: true }),
    );
  }

  #next(): void {
    this.at++;
    this.question?.focus({ preventScroll: true });
  }

  #measure(): void {
    this.round++;
    this.session.views.wishSoon();
  }
}

function renderAnswers(one: QuizQuestion, answer: 0 | 1): TemplateResult {
  const wordStood = one.words[one.stood];
  return html`<p role="status">
      ${answer === one.stood ? msg(str`Right: “${wordStood}”.`) : msg(str`No: “${wordStood}”.`)}
      <span class="faint">${one.title}</span>
    </p>
    <table aria-label=${msg('Answers')}>
      ${guessers.map((guesser) => {
        const held = ofWhatStood(one, guesser);
        return html`<tr class=${held > 0.5 ? 'right' : ''}>
          <th scope="row">${guesserName(guesser)}</th>
          <td>${guessed(one, one.first[guesser])}</td>
          <td class="bar">${shareBar(Math.max(held, 1 - held))}</td>
        </tr>`;
      })}
    </table>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'quiz-panel': QuizPanel;
  }
}
