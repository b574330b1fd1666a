/**
 * Where a net looks as a heat map: a column per character that is read, a row per one that is written.
 *
 * @fires look-pointed - the pointer or an arrow key points at a cell, or at none
 */
import { css, html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controlStyles } from '../parts/control-styles.ts';
import { colourIndex, type ColourTable } from '../parts/colour-map.ts';
import { heatMapStyles, type MapCell, moveOf, paintCells } from '../parts/heat-map.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('attention-map')
export class AttentionMap extends TrackedElement {
  static override styles = [
    controlStyles,
    heatMapStyles,
    css`
      :host {
        --size: 20px;
        display: grid;
        grid-template: var(--size) auto / auto auto;
        justify-content: start;
        min-height: 0;
        overflow: auto;
        font-size: 13px;
      }
      .read {
        display: grid;
        grid-column: 2;
        grid-auto-flow: column;
        grid-auto-columns: var(--size);
        justify-content: start;
        text-align: center;
      }
      .written {
        display: grid;
        grid-auto-rows: var(--size);
        align-content: start;
        padding-right: 6px;
        text-align: right;
      }
      span {
        line-height: var(--size);
        white-space: pre;
      }
      .map {
        position: relative;
        width: calc(var(--size) * var(--columns));
        height: calc(var(--size) * var(--rows));
      }
      canvas {
        border: 1px solid var(--line);
      }
      .cell {
        position: absolute;
        top: calc(var(--size) * var(--row));
        left: calc(var(--size) * var(--column));
        width: var(--size);
        height: var(--size);
      }
      .pointed {
        color: var(--accent);
        font-weight: 700;
      }
    `,
  ];

  /** Accessible name of the picture. */
  @property() label = '';
  @property({ attribute: false }) source: readonly string[] = [];
  @property({ attribute: false }) written: readonly string[] = [];
  /** [written, source] */
  @property({ attribute: false }) weights!: Float32Array;
  @property({ attribute: false }) colours!: ColourTable;
  @property({ attribute: false }) pointed: MapCell | null = null;

  protected override updated(changed: PropertyValues<this>): void {
    const { source, written, weights, colours, pointed } = this;
    this.style.setProperty('--rows', String(written.length));
    this.style.setProperty('--columns', String(source.length));
    this.style.setProperty('--row', String(pointed?.row ?? 0));
    this.style.setProperty('--column', String(pointed?.column ?? 0));
    if (changed.size === 1 && changed.has('pointed')) return;
    const canvas = this.renderRoot.querySelector('canvas')!;
    const sizes = { rows: written.length, columns: source.length };
    paintCells(canvas, sizes, (row, column) => {
      return colours[colourIndex(weights[row * source.length + column], 0, 1)];
    });
  }

  protected override render(): TemplateResult {
    const { source, written, pointed } = this;
    const { row, column } = pointed ?? {};
    const sign = (text: string, isPointed: boolean) =>
      html`<span class=${isPointed ? 'pointed' : ''}>${text}</span>`;
    return html`<div class="read" aria-hidden="true">
        ${source.map((text, at) => sign(text, at === column))}
      </div>
      <div class="written" aria-hidden="true">
        ${written.map((text, at) => sign(text, at === row))}
      </div>
      <div class="map">
        <canvas
          role="img"
          tabindex="0"
          aria-label=${this.label}
          @pointermove=${this.#onPointerMove}
          @pointerleave=${() => this.#point(null)}
          @keydown=${this.#onKey}
          @blur=${() => this.#point(null)}
        ></canvas>
        <div class="cell" ?hidden=${!pointed}></div>
      </div>`;
  }

  #point(cell: MapCell | null): void {
    this.dispatchEvent(new CustomEvent('look-pointed', { detail: cell, bubbles: true }));
  }

  #onPointerMove(event: PointerEvent): void {
    const canvas = event.currentTarget as HTMLCanvasElement;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const column = Math.floor(((event.clientX - left) / width) * this.source.length);
    const row = Math.floor(((event.clientY - top) / height) * this.written.length);
    this.#point(this.#within({ row, column }));
  }

  #onKey(event: KeyboardEvent): void {
    const move = moveOf(event);
    if (!move) return;
    const from = this.pointed;
    const next = from
      ? { row: from.row + move.row, column: from.column + move.column }
      : { row: 0, column: 0 };
    this.#point(this.#within(next));
  }

  #within({ row, column }: MapCell): MapCell {
    const inside = (at: number, { length }: readonly string[]) =>
      Math.min(length - 1, Math.max(0, at));
    return { row: inside(row, this.written), column: inside(column, this.source) };
  }
}

declare global {
  interface HTMLElementEventMap {
    'look-pointed': CustomEvent<MapCell | null>;
  }
  interface HTMLElementTagNameMap {
    'attention-map': AttentionMap;
  }
}
