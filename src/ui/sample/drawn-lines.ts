/**
 * Lines that the net drew, one below the other, each with what became of it. A character is chosen by
 * a click or the arrow keys.
 *
 * @fires character-chosen - with its place among all that were drawn, from 0
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SampledLine } from '../../protocol/frames.ts';
import { inlineText } from '../../lib/inline-text.ts';
import { grouped } from '../format.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { drawnLinesStyles } from './drawn-lines-styles.ts';
import './label-choice.ts';
import './line-counts.ts';
import { kindClass, kindWords } from './line-words.ts';
import { markedLineStyles } from './marked-line-styles.ts';

const atOnce = 200;
/** Stands for the end of a line, which is drawn as characters are. */
const endSign = '⏎';

@customElement('drawn-lines')
export class DrawnLines extends TrackedElement {
  static override styles = [controlStyles, markedLineStyles, drawnLinesStyles];

  @property({ attribute: false }) session!: Session;
  /** Among all that were drawn, from 0. */
  @property({ attribute: false }) chosen: number | null = null;

  @state() private shown = atOnce;

  protected override render(): TemplateResult | typeof nothing {
    const { lines, state } = this.session.sample;
    if (lines.length === 0) return nothing;
    let first = 0;
    const { prompt } = state.value;
    // words are told apart by what stands between them
    const { task } = this.session;
    const space = task.unit === 'word' ? ' ' : '';
    const rows = lines.slice(0, this.shown).map((line) => {
      const row = this.#renderLine(line, { prompt, space }, first);
      first += line.tokens.length;
      return row;
    });
    return html`
      <ol
        tabindex="0"
        aria-label=${task.rows === 'sentences' ? msg('Sampled sentences') : msg('Sampled lines')}
        @click=${this.#onClick}
        @keydown=${this.#onKey}
      >
        ${rows}
      </ol>
      ${
        this.shown < lines.length
          ? html`<button type="button" @click=${() => (this.shown += atOnce)}>
              ${msg(str`Show ${grouped(Math.min(atOnce, lines.length - this.shown))} more`)}
            </button>`
          : nothing
      }
    `;
  }

  #renderLine(
    { tokens, isCut, kind, label, verdict }: SampledLine,
    { prompt, space }: { prompt: string; space: string },
    first: number,
  ): TemplateResult {
    // Nothing between the characters but they themselves: white space would be read as theirs.
    // prettier-ignore
    return html`<li class=${kindClass(kind)}><span class="line" dir="auto">${
      label === undefined ? nothing : html`<i>${inlineText(label, 60)} </i>`
    }${
      prompt ? html`<b>${prompt}</b>` : nothing
    }${tokens.map(({ symbol, text }, at) => {
      const isEnd = !isCut && at === tokens.length - 1;
      const names = `${isEnd ? 'end' : ''} ${this.chosen === first + at ? 'chosen' : ''}`;
      const before = text === undefined && (at > 0 || prompt) ? space : '';
      return html`${before}<span class=${names} data-at=${first + at} title=${isEnd ? symbol : nothing}>${isEnd ? endSign : (text ?? symbol)}</span>`;
    })}</span> <small>${kindWords(kind, this.session.task.rows)}${isCut ? this.#cutWords() : nothing}${verdict === label ? nothing : msg(str`, sounds like ${inlineText(verdict ?? '', 60)}`)}</small></li>`;
  }

  #cutWords(): string {
    return this.session.task.rows === 'sentences'
      ? msg(', cut off: longer than nearly all in the text')
      : msg(', cut off: longer than any line in the list');
  }

  #onClick(event: MouseEvent): void {
    const [target] = event.composedPath();
    const at = (target as Element).closest<HTMLElement>('[data-at]')?.dataset.at;
    if (at !== undefined) this.#choose(Number(at));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = this.#moved(event.key);
    if (to === null) return;
    event.preventDefault();
    this.#choose(to);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('.chosen')?.scrollIntoView({ block: 'nearest' }),
    );
  }

  /** Where a key leads; null where it leads nowhere. */
  #moved(key: string): number | null {
    const starts = this.#starts;
    const last = starts[starts.length - 1] - 1;
    const from = this.chosen;
    const within = (at: number) => Math.max(0, Math.min(last, at));
    const line = starts.findLastIndex((start) => start <= (from ?? 0));
    const inLine = (to: number): number => {
      if (to < 0 || to >= starts.length - 1) return from ?? 0;
      return Math.min(starts[to + 1] - 1, starts[to] + (from ?? 0) - starts[line]);
    };
    switch (key) {
      case 'ArrowRight':
        return from === null ? 0 : within(from + 1);
      case 'ArrowLeft':
        return from === null ? last : within(from - 1);
      case 'ArrowDown':
        return from === null ? 0 : inLine(line + 1);
      case 'ArrowUp':
        return from === null ? last : inLine(line - 1);
      case 'Home':
        return 0;
      case 'End':
        return last;
      default:
        return null;
    }
  }

  /** Where each shown line begins among all characters; the last entry is their end. */
  get #starts(): number[] {
    const starts = [0];
    for (const { tokens } of this.session.sample.lines.slice(0, this.shown)) {
      starts.push(starts[starts.length - 1] + tokens.length);
    }
    return starts;
  }

  #choose(at: number): void {
    this.dispatchEvent(new CustomEvent('character-chosen', { detail: at }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drawn-lines': DrawnLines;
  }
}
