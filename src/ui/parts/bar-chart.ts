/**
 * Bars over a common zero, drawn as SVG. A pointer or the arrow keys move from bar to bar; what the
 * bar stands for is said in words below.
 */
import { msg, str } from '@lit/localize';
import { html, nothing, svg } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { barChartStyles } from './bar-chart-styles.ts';
import { cutToFit } from './chart-labels.ts';
import { Room } from './room.ts';
import { TrackedElement } from '../tracked-element.ts';

export interface Bar {
  value: number;
  /** What is said of it. */
  words: string;
  /** Another shade. */
  isSet?: boolean;
}

/** A label along an axis; `at` is a value of the vertical axis, or a share 0…1 of the horizontal. */
export interface Tick {
  at: number;
  label: string;
}

/** CSS pixels left and right of the bars. */
const beside = 50;

@customElement('bar-chart')
export class BarChart extends TrackedElement {
  static override styles = barChartStyles;

  /** Accessible name of the picture. */
  @property() label = '';
  @property({ attribute: false }) bars: readonly Bar[] = [];
  /** Ends of the vertical axis. */
  @property({ attribute: false }) low = 0;
  @property({ attribute: false }) high = 1;
  /** Lines across. */
  @property({ attribute: false }) ticks: readonly Tick[] = [];
  /** Labels under the bars. */
  @property({ attribute: false }) feet: readonly Tick[] = [];
  /** Lines from top to bottom. */
  @property({ attribute: false }) marks: readonly Tick[] = [];

  @state() private pointed: number | null = null;

  readonly #room = new Room(this, () => this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { bars, pointed } = this;
    if (changed.has('bars') && pointed !== null && pointed >= bars.length) this.pointed = null;
  }

  protected override render(): TemplateResult {
    // while its width is not known, all of them
    const room = this.#room.width > 0 ? (this.#room.width - beside) / this.feet.length : Infinity;
    const bar = this.pointed === null ? undefined : this.bars[this.pointed];
    const hint = msg('Point at a bar, or focus the chart and use the arrow keys.');
    return html`
      <div
        class="picture"
        role="img"
        tabindex="0"
        aria-label=${msg(str`${this.label}; arrow keys read its bars`)}
        @pointermove=${this.#onPointerMove}
        @pointerleave=${() => (this.pointed = null)}
        @blur=${() => (this.pointed = null)}
        @keydown=${this.#onKey}
      >
        <svg aria-hidden="true">
          ${this.ticks.map(({ at, label }) => this.#renderTick(this.#height(at), label))}
          ${this.bars.map((each, index) => this.#renderBar(each, index))}
          ${this.marks.map(({ at, label }) => this.#renderMark(at, label))}
          ${this.feet.map(
            ({ at, label }) =>
              svg`<text class="foot ${at === 1 ? 'last' : at === 0 ? 'first' : ''}" x=${percent(at)} y="100%" dy="13">${cutToFit(label, room)}</text>`,
          )}
        </svg>
      </div>
      <output aria-label=${msg(str`${this.label}: value`)} data-hint=${hint}
        >${bar?.words ?? nothing}</output
      >
    `;
  }

  #renderTick(height: number, label: string): TemplateResult {
    return svg`<line class="tick" x1="0" x2="100%" y1=${percent(height)} y2=${percent(height)}></line>
      <text class="tick" x="-5" y=${percent(height)} dy="3.5">${label}</text>`;
  }

  #renderBar({ value, isSet }: Bar, index: number): TemplateResult {
    const width = 1 / this.bars.length;
    const [from, to] = [this.#height(Math.max(0, this.low)), this.#height(value)];
    const classes = `${isSet ? 'set' : ''} ${this.pointed === index ? 'pointed' : ''}`;
    return svg`<rect
      class=${classes}
      x=${percent((index + 0.06) * width)}
      width=${percent(width * 0.88)}
      y=${percent(Math.min(from, to))}
      height=${percent(Math.abs(from - to))}
    ></rect>`;
  }

  #renderMark(at: number, label: string): TemplateResult {
    return svg`<line class="mark" x1=${percent(at)} x2=${percent(at)} y1="-3" y2="100%"></line>
      <text class="mark" x=${percent(at)} y="-5">${label}</text>`;
  }

  /** Share of the plot from its top. */
  #height(value: number): number {
    const share = (value - this.low) / (this.high - this.low);
    return Number.isFinite(share) ? 1 - Math.min(1, Math.max(0, share)) : 1;
  }

  #onPointerMove(event: PointerEvent): void {
    const { left, width } = this.renderRoot.querySelector('svg')!.getBoundingClientRect();
    const at = Math.floor(((event.clientX - left) / width) * this.bars.length);
    this.pointed = at >= 0 && at < this.bars.length ? at : null;
  }

  #onKey(event: KeyboardEvent): void {
    const last = this.bars.length - 1;
    const to = {
      ArrowRight: this.pointed === null ? 0 : this.pointed + 1,
      ArrowLeft: this.pointed === null ? last : this.pointed - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    this.pointed = Math.max(0, Math.min(last, to));
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}

declare global {
  interface HTMLElementTagNameMap {
    'bar-chart': BarChart;
  }
}
