/**
 * Norms of ∂L_t/∂·⟨k⟩ as a picture: a column per time step k, a row per loss t, the later ones
 * below; what lies right of the diagonal has no gradient. One pixel per value, on a logarithmic
 * scale, enlarged without smoothing.
 *
 * @fires pair-pointed - the pointer or an arrow key points at a pair, or at none
 */
import { css, html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controlStyles } from '../styles/controls.ts';
import { TrackedElement } from '../tracked-element.ts';
import { colourIndex, noColour } from './colour-map.ts';
import type { ColourTable } from './colour-map.ts';

/** 0-based time steps: of the input or state, and of the loss. */
export interface Pair {
  k: number;
  t: number;
}

@customElement('gradient-map')
export class GradientMap extends TrackedElement {
  static override styles = [
    controlStyles,
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
        width: 100%;
        height: 100%;
        image-rendering: pixelated;
        cursor: crosshair;
      }
      canvas:focus-visible {
        outline-offset: -2px;
      }
      .mark {
        position: absolute;
        top: calc(100% * var(--t) / var(--steps));
        left: calc(100% * var(--k) / var(--steps));
        width: calc(100% / var(--steps));
        height: calc(100% / var(--steps));
        box-shadow:
          0 0 0 1px var(--surface),
          0 0 0 2.5px var(--ink);
        pointer-events: none;
      }
    `,
  ];

  /** Accessible name of the picture. */
  @property() label = '';
  /** Entry k · steps + t. */
  @property({ attribute: false }) norms!: Float32Array;
  @property({ attribute: false }) steps = 0;
  /** Ends of the scale. */
  @property({ attribute: false }) low = 1e-6;
  @property({ attribute: false }) high = 1;
  @property({ attribute: false }) colours!: ColourTable;
  @property({ attribute: false }) pointed: Pair | null = null;

  protected override updated(changed: PropertyValues<this>): void {
    const { style, pointed, steps } = this;
    style.setProperty('--steps', String(steps));
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
      <div class="mark" ?hidden=${!this.pointed}></div>`;
  }

  #draw(): void {
    const { norms, steps, colours } = this;
    const canvas = this.renderRoot.querySelector('canvas')!;
    if (canvas.width !== steps || canvas.height !== steps) canvas.width = canvas.height = steps;
    const context = canvas.getContext('2d')!;
    const image = context.createImageData(steps, steps);
    const pixels = new Uint32Array(image.data.buffer);
    const [low, high] = [Math.log(this.low), Math.log(this.high)];
    for (let t = 0; t < steps; t++) {
      for (let k = 0; k < steps; k++) {
        const norm = norms[k * steps + t];
        const isThere = k <= t && Number.isFinite(norm);
        pixels[t * steps + k] = isThere
          ? colours[colourIndex(Math.log(Math.max(norm, this.low)), low, high)]
          : noColour;
      }
    }
    context.putImageData(image, 0, 0);
  }

  #point(pair: Pair | null): void {
    this.dispatchEvent(new CustomEvent('pair-pointed', { detail: pair, bubbles: true }));
  }

  #onPointerMove(event: PointerEvent): void {
    const { left, top, width, height } = this.getBoundingClientRect();
    const k = Math.floor(((event.clientX - left) / width) * this.steps);
    const t = Math.floor(((event.clientY - top) / height) * this.steps);
    this.#point(k >= 0 && k <= t && t < this.steps ? { k, t } : null);
  }

  #onKey(event: KeyboardEvent): void {
    const moves: Record<string, Pair | undefined> = {
      ArrowUp: { k: 0, t: -1 },
      ArrowDown: { k: 0, t: 1 },
      ArrowLeft: { k: -1, t: 0 },
      ArrowRight: { k: 1, t: 0 },
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const last = this.steps - 1;
    const from = this.pointed ?? { k: last - move.k, t: last - move.t };
    const t = Math.min(last, Math.max(0, from.t + move.t));
    this.#point({ k: Math.min(t, Math.max(0, from.k + move.k)), t });
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
