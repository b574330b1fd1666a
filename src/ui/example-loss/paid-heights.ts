/**
 * What an example costs, answer after answer: −log ŷ of what is right as a height over what is wanted
 * and what is read.
 *
 * @fires answer-chosen - by a click or an arrow key
 */
import { msg, str } from '@lit/localize';
import { css, html, svg } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CostedAnswer } from '../../protocol/example-loss.ts';
import { countSigns } from '../characters.ts';
import { fixed } from '../format.ts';
import { TrackedElement } from '../tracked-element.ts';
import { signOf } from './loss-words.ts';

const tallest = 84;
const lines = { top: 6, wanted: 104, read: 120, height: 126 };
const heads = 30;
/** A column is as wide as its longest name, within these. */
const widths = { least: 22, most: 96, sign: 7.5 };

@customElement('paid-heights')
export class PaidHeights extends TrackedElement {
  static override styles = css`
    :host {
      display: block;
    }
    .scroll {
      overflow-x: auto;
      scrollbar-width: thin;
    }
    .scroll:focus-visible {
      outline: 2px solid var(--accent);
      outline-offset: 1px;
    }
    svg {
      display: block;
      font: 12px var(--font);
    }
    text {
      fill: var(--ink);
      text-anchor: middle;
      white-space: pre;
    }
    .head,
    .read {
      fill: var(--ink-soft);
    }
    .head {
      font-size: 11px;
      text-anchor: start;
    }
    g {
      cursor: pointer;
    }
    .room {
      fill: transparent;
    }
    .chosen .room {
      fill: var(--accent-soft);
    }
    .paid {
      fill: var(--series-validation);
    }
    line {
      stroke: var(--line-strong);
    }
  `;

  @property({ attribute: false }) answers: readonly CostedAnswer[] = [];
  /** As many as answers, or none where one answer is for all that is read. */
  @property({ attribute: false }) read: readonly (string | null)[] = [];
  /** From 0. */
  @property({ attribute: false }) chosen = 0;

  protected override updated(): void {
    this.#showChosen();
  }

  protected override render(): TemplateResult {
    const { answers, read } = this;
    const most = Math.max(1, ...answers.map(({ loss }) => (Number.isFinite(loss) ? loss : 0)));
    const pitch = this.#pitch;
    return html`<div
      class="scroll"
      tabindex="0"
      role="slider"
      aria-label=${msg('Time step')}
      aria-valuemin="1"
      aria-valuemax=${answers.length}
      aria-valuenow=${this.chosen + 1}
      aria-valuetext=${this.#spoken}
      @keydown=${this.#onKey}
    >
      <svg width=${heads + pitch * answers.length} height=${lines.height} aria-hidden="true">
        <text class="head" x="0" y=${lines.top + 8}>${fixed(most, 1)}</text>
        <text class="head" x="0" y=${lines.wanted}>y</text>
        ${read.length > 0 ? svg`<text class="head" x="0" y=${lines.read}>x</text>` : ''}
        ${answers.map((answer, at) => this.#renderAnswer(answer, at, most))}
        <line x1=${heads} x2="100%" y1=${lines.top + tallest} y2=${lines.top + tallest}></line>
      </svg>
    </div>`;
  }

  #renderAnswer({ wanted, loss }: CostedAnswer, at: number, most: number): SVGTemplateResult {
    const pitch = this.#pitch;
    const height = Number.isFinite(loss) ? (tallest * loss) / most : 0;
    const x = heads + pitch * at;
    const middle = x + pitch / 2;
    const choose = () => this.#choose(at);
    return svg`<g class=${at === this.chosen ? 'chosen' : ''} @click=${choose}>
      <rect class="room" x=${x} y="0" width=${pitch} height="100%"></rect>
      <rect class="paid" x=${middle - 7} y=${lines.top + tallest - height} width="14" height=${height}></rect>
      <text x=${middle} y=${lines.wanted}>${wanted === null ? '' : signOf(wanted)}</text>
      ${
        this.read.length > 0
          ? svg`<text class="read" x=${middle} y=${lines.read}>${signOf(this.read[at] ?? '0⃗')}</text>`
          : ''
      }
    </g>`;
  }

  get #spoken(): string {
    const { wanted, loss } = this.answers[this.chosen] ?? { wanted: null, loss: NaN };
    return wanted === null
      ? msg(str`time step ${this.chosen + 1}: nothing is wanted`)
      : msg(str`time step ${this.chosen + 1}: ${wanted}, ${fixed(loss, 3)} nats`);
  }

  get #pitch(): number {
    const names = [...this.read, ...this.answers.map(({ wanted }) => wanted)];
    const longest = Math.max(1, ...names.map((name) => countSigns(signOf(name ?? ''))));
    return Math.min(widths.most, Math.max(widths.least, Math.ceil(widths.sign * longest) + 8));
  }

  #onKey(event: KeyboardEvent): void {
    const last = this.answers.length - 1;
    const at = { ArrowLeft: this.chosen - 1, ArrowRight: this.chosen + 1, Home: 0, End: last }[
      event.key
    ];
    if (at === undefined) return;
    event.preventDefault();
    this.#choose(Math.max(0, Math.min(last, at)));
  }

  #choose(at: number): void {
    this.dispatchEvent(new CustomEvent('answer-chosen', { detail: at }));
  }

  #showChosen(): void {
    const scroll = this.renderRoot.querySelector('.scroll')!;
    const left = heads + this.#pitch * this.chosen;
    const right = left + this.#pitch;
    if (left < scroll.scrollLeft + heads) scroll.scrollLeft = left - heads;
    else if (right > scroll.scrollLeft + scroll.clientWidth) {
      scroll.scrollLeft = right - scroll.clientWidth;
    }
  }
}

declare global {
  interface HTMLElementEventMap {
    'answer-chosen': CustomEvent<number>;
  }
  interface HTMLElementTagNameMap {
    'paid-heights': PaidHeights;
  }
}
