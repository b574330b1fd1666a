/** The loss of one example, seen: ŷ beside the one-hot target, and what is paid, answer by answer. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { inlineText } from '../../lib/inline-text.ts';
import type { DataWish } from '../../protocol/data-frame.ts';
import type { CostedAnswer, ExampleLossFrame } from '../../protocol/example-loss.ts';
import { fixed } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import '../parts/example-choice.ts';
import { shareBar, shareBarStyles } from '../parts/share-bar.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { exampleLossStyles } from './example-loss-styles.ts';
import { paidWords, signOf, sumWords } from './loss-words.ts';
import './paid-heights.ts';

const longestRead = 400;

@customElement('example-loss-panel')
export class ExampleLossPanel extends TrackedElement {
  static override styles = [controlStyles, shareBarStyles, exampleLossStyles];

  @property({ attribute: false }) session!: Session;
  @state() private wish: DataWish = { part: 'train', index: 0 };
  /** Of the answers, from 0. */
  @state() private chosen = 0;

  constructor() {
    super();
    new Seen(this, () => this.session.views.see('example-loss', () => this.wish));
  }

  protected override render(): TemplateResult {
    const frame = this.session.views.frame('example-loss').value;
    if (!frame) {
      return html`<p class="faint">
        ${msg('What one example costs the net appears here, answer by answer.')}
      </p>`;
    }
    return html`<example-choice
        .counts=${frame.counts}
        .chosen=${this.wish}
        @example-picked=${({ detail }: CustomEvent<DataWish>) => this.#look(detail)}
      ></example-choice>
      ${frame.answers.length > 0 ? this.#renderExample(frame) : nothing}`;
  }

  #renderExample(frame: ExampleLossFrame): TemplateResult {
    const { answers, read, source, kind } = frame;
    const at = Math.min(this.chosen, answers.length - 1);
    const isOnce = this.session.task.info?.answersOnce ?? false;
    const before = isOnce ? read : source;
    return html`
      ${before ? html`<p class="before">${msg('Read:')} <bdi>${this.#whole(before)}</bdi></p>` : nothing}
      <output aria-label=${msg('Loss of the example')} aria-live="off">${sumWords(frame)}</output>
      <div class="pictures">
        <paid-heights
          .answers=${answers}
          .read=${isOnce ? [] : read}
          .chosen=${at}
          @answer-chosen=${({ detail }: CustomEvent<number>) => (this.chosen = detail)}
        ></paid-heights>
        <section aria-label=${msg('One answer')}>
          <h3>${isOnce ? msg('The answer') : msg(str`Time step ${at + 1}`)}</h3>
          ${renderOdds(answers[at])}
          <output aria-label=${msg('Paid')} aria-live="off">${paidWords(answers[at], kind)}</output>
        </section>
      </div>
    `;
  }

  #whole(read: readonly (string | null)[]): string {
    const between = this.session.task.unit === 'word' ? ' ' : '';
    return inlineText(read.map((label) => label ?? '').join(between), longestRead);
  }

  #look(wish: DataWish): void {
    this.wish = wish;
    this.chosen = 0;
    this.session.views.wishSoon();
  }
}

/** The one-hot target beside ŷ, class by class. */
function renderOdds({ odds, wanted }: CostedAnswer): TemplateResult {
  const rest = 1 - odds.reduce((sum, { probability }) => sum + probability, 0);
  const row = (name: string, y: number | null, probability: number) =>
    html`<tr class=${y === 1 ? 'wanted' : ''}>
      <th scope="row"><bdi>${name}</bdi></th>
      <td>${y ?? ''}</td>
      <td class="bar">${y === null ? nothing : shareBar(y)}</td>
      <td>${fixed(probability, 3)}</td>
      <td class="bar">${shareBar(probability)}</td>
    </tr>`;
  return html`<table>
    <thead>
      <tr>
        <td></td>
        <th scope="col" colspan="2">y</th>
        <th scope="col" colspan="2">ŷ</th>
      </tr>
    </thead>
    <tbody>
      ${odds.map(({ label, probability }) => {
        const y = wanted === null ? null : Number(label === wanted);
        return row(signOf(label), y, probability);
      })}
      ${rest > 5e-4 ? row(msg('all others'), wanted === null ? null : 0, rest) : nothing}
    </tbody>
  </table>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'example-loss-panel': ExampleLossPanel;
  }
}
