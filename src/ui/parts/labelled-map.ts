/**
 * A heat map whose rows and columns have names, such as what is read and what is written.
 *
 * @fires place-pointed - the pointer or an arrow key points at a cell, or at none
 */
import { css, html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TrackedElement } from '../tracked-element.ts';
import { colourIndex, type ColourTable } from './colour-map.ts';
import { controlStyles } from './control-styles.ts';
import { heatMapStyles, type MapCell, moveOf, paintCells } from './heat-map.ts';

@customElement('labelled-map')
export class LabelledMap extends TrackedElement {
  static override styles = [
    controlStyles,
    heatMapStyles,
    css`
      :host {
        --size: 20px;
        display: grid;
        grid-template: auto auto / auto auto;
        justify-content: start;
        min-height: 0;
        overflow: auto;
        font-size: 13px;
        scrollbar-width: thin;
      }
      .above {
        display: grid;
        grid-column: 2;
        grid-auto-flow: column;
        grid-auto-columns: var(--size);
        justify-content: start;
        text-align: center;
      }
      .beside {
        display: grid;
        /* it stays where the picture is wider than its place */
        position: sticky;
        z-index: 1;
        left: 0;
        grid-auto-rows: var(--size);
        align-content: start;
        padding-right: 6px;
        background: var(--surface);
        text-align: right;
      }
      span {
        line-height: var(--size);
        white-space: pre;
      }
      :host([upright]) .above span {
        padding-top: 4px;
        text-align: left;
        writing-mode: vertical-rl;
        transform: rotate(180deg);
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
  @property({ attribute: false }) rows: readonly string[] = [];
  @property({ attribute: false }) columns: readonly string[] = [];
  /** The names of columns are long: they stand on their ends. */
  @property({ type: Boolean, reflect: true }) upright = false;
  /** Shares of 1. [rows, columns] */
  @property({ attribute: false }) values!: Float32Array;
  @property({ attribute: false }) colours!: ColourTable;
  @property({ attribute: false }) pointed: MapCell | null = null;

  protected override updated(changed: PropertyValues<this>): void {
    const { rows, columns, values, colours, pointed } = this;
    this.style.setProperty('--rows', String(rows.length));
    this.style.setProperty('--columns', String(columns.length));
    this.style.setProperty('--row', String(pointed?.row ?? 0));
    this.style.setProperty('--column', String(pointed?.column ?? 0));
    if (changed.size === 1 && changed.has('pointed')) return;
    const canvas = this.renderRoot.querySelector('canvas')!;
    const sizes = { rows: rows.length, columns: columns.length };
    paintCells(canvas, sizes, (row, column) => {
      return colours[colourIndex(values[row * columns.length + column], 0, 1)];
    });
  }

  protected override render(): TemplateResult {
    const { rows, columns, pointed } = this;
    // the picture may have become smaller
    const isThere = pointed && pointed.row < rows.length && pointed.column < columns.length;
    const name = (text: string, isPointed: boolean) =>
      html`<span class=${isPointed ? 'pointed' : ''}>${text}</span>`;
    return html`<div class="above" aria-hidden="true">
        ${columns.map((text, at) => name(text, at === pointed?.column))}
      </div>
      <div class="beside" aria-hidden="true">
        ${rows.map((text, at) => name(text, at === pointed?.row))}
      </div>
      <div class="map">
        <canvas
          role="img"
          tabindex="0"
          aria-label=${this.label}
          @pointerdown=${this.#onPointer}
          @pointermove=${this.#onPointer}
          @pointerleave=${this.#onLeave}
          @keydown=${this.#onKey}
          @blur=${() => this.#point(null)}
        ></canvas>
        <div class="cell" ?hidden=${!isThere}></div>
      </div>`;
  }

  #point(cell: MapCell | null): void {
    this.dispatchEvent(new CustomEvent('place-pointed', { detail: cell, bubbles: true }));
  }

  #onPointer(event: PointerEvent): void {
    const canvas = event.currentTarget as HTMLCanvasElement;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const column = Math.floor(((event.clientX - left) / width) * this.columns.length);
    const row = Math.floor(((event.clientY - top) / height) * this.rows.length);
    this.#point(this.#within({ row, column }));
  }

  /** A finger leaves what it has tapped: that is still read. */
  #onLeave({ pointerType }: PointerEvent): void {
    if (pointerType !== 'touch') this.#point(null);
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
    return { row: inside(row, this.rows), column: inside(column, this.columns) };
  }
}

declare global {
  interface HTMLElementEventMap {
    'place-pointed': CustomEvent<MapCell | null>;
  }
  interface HTMLElementTagNameMap {
    'labelled-map': LabelledMap;
  }
}
