/**
 * The piano roll: time from left to right, a bar of each note at its pitch, and below it what the gates
 * did at each note, on average over the units. It scrolls along while the tune plays.
 */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { barLength, type ReadTune } from '../../lib/tunes/tune.ts';
import { theme } from '../state/theme.ts';
import { TrackedElement } from '../tracked-element.ts';

/** CSS pixels of a sixteenth, of a pitch, and of a gate’s strip. */
const sixteenthWidth = 7;
const pitchHeight = 5;
const stripHeight = 16;
const margin = 8;
/** Where the symbols of the gates stand. */
const left = 28;

/** One gate: its symbol, the property of its colour, and its mean at each token, 0 … 1. */
export interface Strip {
  symbol: string;
  colour: string;
  means: readonly number[];
}

@customElement('tune-roll')
export class TuneRoll extends TrackedElement {
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
    }
    .scroll {
      overflow-x: auto;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--well);
    }
    .scroll:focus-visible {
      outline: 2px solid var(--accent);
    }
    canvas {
      display: block;
    }
  `;

  @property({ attribute: false }) tune!: ReadTune;
  @property({ attribute: false }) strips: readonly Strip[] = [];
  /** What a screen reader says of it. */
  @property() label = '';
  /** Sixteenths from the beginning; null: it does not play. */
  @property({ attribute: false }) at: number | null = null;

  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.scroll') private stage!: HTMLElement;

  protected override render(): TemplateResult {
    // it is drawn anew in other colours
    void theme.shown.value;
    return html`<div class="scroll" tabindex="0" role="img" aria-label=${this.label}>
      <canvas></canvas>
    </div>`;
  }

  protected override updated(): void {
    this.#draw();
    if (this.at === null) return;
    const middle = left + this.at * sixteenthWidth - this.stage.clientWidth / 2;
    this.stage.scrollLeft = Math.max(0, middle);
  }

  #draw(): void {
    const { notes, length } = this.tune;
    const pitches = notes.map(({ pitch }) => pitch);
    const low = Math.min(...pitches, 60);
    const high = Math.max(...pitches, 72);
    const rollHeight = (high - low + 1) * pitchHeight + 2 * margin;
    const width = left + Math.max(1, length) * sixteenthWidth + margin;
    const height = rollHeight + this.strips.length * stripHeight;
    const ratio = window.devicePixelRatio;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    const context = this.canvas.getContext('2d');
    if (!context) return;
    context.scale(ratio, ratio);
    const colours = getComputedStyle(this);
    const colour = (name: string) => colours.getPropertyValue(`--${name}`).trim();
    const x = (at: number) => left + at * sixteenthWidth;
    context.fillStyle = colour('line');
    for (let bar = 0; bar * barLength <= length; bar++) {
      context.fillRect(x(bar * barLength), 0, 1, height);
    }
    context.fillStyle = colour('accent');
    for (const { at, length: sounds, pitch } of notes) {
      const y = margin + (high - pitch) * pitchHeight;
      const isNow = this.at !== null && this.at >= at && this.at < at + sounds;
      context.fillStyle = colour(isNow ? 'series-validation' : 'accent');
      context.fillRect(x(at) + 0.5, y, sounds * sixteenthWidth - 1, pitchHeight - 1);
    }
    this.#drawStrips(context, { x, top: rollHeight, colour });
    if (this.at !== null) {
      context.fillStyle = colour('bad');
      context.fillRect(x(this.at), 0, 2, height);
    }
  }

  /** A column for each note, as long as it is until the next: high where the gate is open. */
  #drawStrips(
    context: CanvasRenderingContext2D,
    {
      x,
      top,
      colour,
    }: { x: (at: number) => number; top: number; colour: (name: string) => string },
  ): void {
    const { notes, places, length } = this.tune;
    for (const [row, { symbol, colour: name, means }] of this.strips.entries()) {
      const bottom = top + (row + 1) * stripHeight - 2;
      context.fillStyle = colour(name);
      for (const [index, { at }] of notes.entries()) {
        const next = notes.find((other, later) => later > index && other.at > at)?.at ?? length;
        const mean = means[places[index]] ?? 0;
        const high = mean * (stripHeight - 4);
        context.fillRect(x(at), bottom - high, (next - at) * sixteenthWidth, high);
      }
      context.fillStyle = colour('ink');
      context.font = '11px sans-serif';
      context.fillText(symbol, 6, bottom - 2);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tune-roll': TuneRoll;
  }
}
