/**
 * Norms of ∂L_t/∂·⟨k⟩ as a heat map on a logarithmic scale: a column per time step k, a row per loss
 * t, the later ones below; of a source that is read first its time steps stand before them. What lies
 * right of the diagonal has no gradient, unless layers read both ways.
 *
 * @fires pair-pointed - the pointer or an arrow key points at a pair, or at none
 */
import { css, html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { heatMapStyles, moveOf, paintCells } from '../parts/heat-map.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { colourIndex, noColour } from '../parts/colour-map.ts';
import type { ColourTable } from '../parts/colour-map.ts';

/** 0-based time steps: of the input or state, and of the loss. */
export interface Pair {
  k: number;
  t: number;
}

@customElement('gradient-map')
export class GradientMap extends TrackedElement {
  static override styles = [
    controlStyles,
    heatMapStyles,
    css`
      :host {
        display: block;
        position: relative;
        min-height: 0;
        overflow: hidden;
        border: 1px solid var(--line);
        background: var(--well);
      }
      canvas {
        position: absolute;
        inset: 0;
      }
      .cell {
        position: absolute;
        top: calc(100% * var(--t) / var(--steps));
        left: calc(100% * var(--k) / var(--columns));
        width: calc(100% / var(--columns));
        height: calc(100% / var(--steps));
      }
    `,
  ];

  /** Accessible name of the picture. */
  @property() label = '';
  /** Entry k · steps + t. */
  @property({ attribute: false }) norms!: Float32Array;
  @property({ attribute: false }) steps = 0;
  /** Columns of what is read before the first loss. */
  @property({ attribute: false }) source = 0;
  /** Later time steps count too: all of the square is drawn. */
  @property({ type: Boolean }) isWhole = false;
  /** Ends of the scale. */
  @property({ attribute: false }) low = 1e-6;
  @property({ attribute: false }) high = 1;
  @property({ attribute: false }) colours!: ColourTable;
  @property({ attribute: false }) pointed: Pair | null = null;

  protected override updated(changed: PropertyValues<this>): void {
    const { style, pointed, steps } = this;
    style.setProperty('--steps', String(steps));
    style.setProperty('--columns', String(this.#columns));
    style.setProperty('--k', String(pointed?.k ?? 0));
    style.setProperty('--t', String(pointed?.t ?? 0));
    if (changed.size > 1 || !changed.has('pointed')) this.#draw();
  }

  protected override render(): TemplateResult {
    return html`<canvas
        role="img"
        tabindex="0"
        aria-label=${this.label}
        @pointermove=${this.#onPointerMove}
        @pointerleave=${() => this.#point(null)}
        @keydown=${this.#onKey}
        @blur=${() => this.#point(null)}
      ></canvas>
      <div class="cell" ?hidden=${!this.pointed}></div>`;
  }

  #draw(): void {
    const { norms, steps, colours } = this;
    const canvas = this.renderRoot.querySelector('canvas')!;
    const [low, high] = [Math.log(this.low), Math.log(this.high)];
    paintCells(canvas, { rows: steps, columns: this.#columns }, (t, k) => {
      const norm = norms[k * steps + t];
      const isThere = this.#has(k, t) && Number.isFinite(norm);
      return isThere
        ? colours[colourIndex(Math.log(Math.max(norm, this.low)), low, high)]
        : noColour;
    });
  }

  get #columns(): number {
    return this.source + this.steps;
  }

  #has(k: number, t: number): boolean {
    return this.isWhole || k <= this.source + t;
  }

  #point(pair: Pair | null): void {
    this.dispatchEvent(new CustomEvent('pair-pointed', { detail: pair, bubbles: true }));
  }

  #onPointerMove(event: PointerEvent): void {
    const { left, top, width, height } = this.getBoundingClientRect();
    const k = Math.floor(((event.clientX - left) / width) * this.#columns);
    const t = Math.floor(((event.clientY - top) / height) * this.steps);
    const isInside = k >= 0 && k < this.#columns && t >= 0 && t < this.steps;
    this.#point(isInside && this.#has(k, t) ? { k, t } : null);
  }

  #onKey(event: KeyboardEvent): void {
    const move = moveOf(event);
    if (!move) return;
    const last = this.steps - 1;
    const { source } = this;
    const from = this.pointed ?? { k: source + last - move.column, t: last - move.row };
    const t = Math.min(last, Math.max(0, from.t + move.row));
    const furthest = source + (this.isWhole ? last : t);
    this.#point({ k: Math.min(furthest, Math.max(0, from.k + move.column)), t });
  }
}

declare global {
  interface HTMLElementEventMap {
    'pair-pointed': CustomEvent<Pair | null>;
  }
  interface HTMLElementTagNameMap {
    'gradient-map': GradientMap;
  }
}
