/**
 * One trace of the cell as a heat map: a row per unit, a column per character.
 *
 * @fires cell-pointed - the pointer or an arrow key points at a value, or at none
 * @fires cell-chosen - a click or an arrow key chose a value
 */
import { msg, str } from '@lit/localize';
import { css, html, svg } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { drawInTurn } from '../parts/drawing-turns.ts';
import type { TraceInfo } from '../../protocol/catalogue.ts';
import { type MapCell, heatMapStyles, moveOf, paintCells } from '../parts/heat-map.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { zoomOf } from '../zoom.ts';
import { colourIndex, noColour } from '../parts/colour-map.ts';
import type { ColourTable } from '../parts/colour-map.ts';

export interface PointedCell {
  trace: string;
  cell: MapCell | null;
}

export interface CellValue {
  /** 0-based, as the net stores them. */
  unit: number;
  /** 0-based position in the line. */
  character: number;
  value: number;
}

/** What lies on the picture and leaves its pixels alone: they are not drawn anew at every pointer move. */
const marks: ReadonlySet<PropertyKey> = new Set(['pointed', 'chosen', 'isHeld']);

@customElement('gate-map')
export class GateMap extends TrackedElement {
  static override styles = [
    controlStyles,
    heatMapStyles,
    css`
      :host {
        display: block;
        position: relative;
      }
      .band {
        position: relative;
        height: var(--band-height);
        overflow: hidden auto;
        scrollbar-width: none;
      }
      .picture {
        position: relative;
        width: var(--picture-width);
        height: var(--picture-height);
      }
      canvas {
        display: block;
      }
      .mark {
        position: absolute;
        top: 0;
        left: 0;
        pointer-events: none;
        visibility: hidden;
      }
      .mark.on {
        visibility: visible;
      }
      .column {
        width: var(--cell-width);
        height: 100%;
        transform: translateX(calc(var(--column) * var(--cell-width)));
        box-shadow:
          -1px 0 var(--ink-faint),
          1px 0 var(--ink-faint);
      }
      .column.chosen {
        transform: translateX(calc(var(--chosen-column) * var(--cell-width)));
        box-shadow:
          -1px 0 var(--accent),
          1px 0 var(--accent);
      }
      .held {
        position: absolute;
        top: 0;
        left: 0;
        width: 6px;
        height: 100%;
        pointer-events: none;
      }
      .held rect {
        fill: var(--ink);
        stroke: var(--surface);
      }
      .cell {
        width: var(--cell-width);
        height: var(--row-height);
        transform: translate(
          calc(var(--column) * var(--cell-width)),
          calc(var(--row) * var(--row-height))
        );
      }
    `,
  ];

  @property({ attribute: false }) trace!: TraceInfo;
  /** [tokens, hiddenSize] */
  @property({ attribute: false }) values!: Float32Array;
  @property({ attribute: false }) tokens = 0;
  @property({ attribute: false }) hiddenSize = 0;
  /** Units in the order of the rows. */
  @property({ attribute: false }) order: readonly number[] = [];
  /** Whether this gate of a unit is held by hand: its row is marked at the left. */
  @property({ attribute: false }) isHeld: (unit: number) => boolean = () => false;
  /** Ends of the colour scale. */
  @property({ attribute: false }) low = 0;
  @property({ attribute: false }) high = 1;
  @property({ attribute: false }) colours!: ColourTable;
  /** CSS pixels. */
  @property({ attribute: false }) cellWidth = 8;
  @property({ attribute: false }) rowHeight = 1;
  @property({ attribute: false }) bandHeight = 100;
  /** Column that some map points at; all mark it. */
  @property({ attribute: false }) pointed: PointedCell | null = null;

  /** What was chosen last. */
  @property({ attribute: false }) chosen: MapCell | null = null;

  get canvas(): HTMLCanvasElement {
    return this.renderRoot.querySelector('canvas')!;
  }

  /** What is drawn at CSS pixels from the canvas's top left corner. */
  valueAt(x: number, y: number): CellValue | null {
    const cell = this.#cellAt(x, y);
    return cell && this.valueOfCell(cell);
  }

  valueOfCell({ row, column }: MapCell): CellValue {
    const unit = this.order[row];
    return { unit, character: column, value: this.values[column * this.hiddenSize + unit] };
  }

  /** All maps show the same units at the same height. */
  scrollRowsTo(top: number): void {
    const band = this.renderRoot.querySelector('.band');
    if (band && band.scrollTop !== top) band.scrollTop = top;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#layOut();
    this.#mark();
    const isMarks = [...changed.keys()].every((key) => marks.has(key));
    if (!isMarks) drawInTurn(this, () => this.#draw());
  }

  protected override render(): TemplateResult {
    const { symbol } = this.trace;
    return html`<div class="band" @scroll=${this.#onScroll}>
      <div class="picture">
        <canvas
          role="img"
          tabindex="0"
          aria-label=${msg(str`${symbol} heat map; arrow keys read its values`)}
          data-trace=${this.trace.id}
          @pointermove=${this.#onPointerMove}
          @pointerleave=${() => this.#point(null)}
          @click=${this.#onClick}
          @keydown=${this.#onKey}
          @blur=${() => this.#point(null)}
        ></canvas>
        <div class="mark column chosen"></div>
        <div class="mark column pointed"></div>
        <div class="mark cell"></div>
        <svg class="held" aria-hidden="true">
          ${this.#heldRows().map(
            ([from, to]) =>
              svg`<rect width="100%" y=${share(from, this.hiddenSize)} height=${share(to - from, this.hiddenSize)}></rect>`,
          )}
        </svg>
      </div>
    </div>`;
  }

  /** First row and the one after the last, of every run of rows that are held. */
  #heldRows(): [number, number][] {
    const runs: [number, number][] = [];
    this.order.forEach((unit, row) => {
      if (!this.isHeld(unit)) return;
      const run = runs.at(-1);
      if (run?.[1] === row) run[1] = row + 1;
      else runs.push([row, row + 1]);
    });
    return runs;
  }

  #layOut(): void {
    const { style } = this;
    style.setProperty('--picture-width', `${this.tokens * this.cellWidth}px`);
    style.setProperty('--picture-height', `${this.hiddenSize * this.rowHeight}px`);
    style.setProperty('--band-height', `${this.bandHeight}px`);
    style.setProperty('--cell-width', `${this.cellWidth}px`);
    style.setProperty('--row-height', `${this.rowHeight}px`);
  }

  #mark(): void {
    const cell = this.pointed?.cell;
    const here = this.pointed?.trace === this.trace.id;
    this.renderRoot.querySelector('.mark.chosen')!.classList.toggle('on', this.chosen !== null);
    if (this.chosen) this.style.setProperty('--chosen-column', String(this.chosen.column));
    this.renderRoot.querySelector('.mark.pointed')!.classList.toggle('on', !!cell && !here);
    this.renderRoot.querySelector('.mark.cell')!.classList.toggle('on', !!cell && here);
    if (!cell) return;
    this.style.setProperty('--column', String(cell.column));
    this.style.setProperty('--row', String(cell.row));
  }

  #draw(): void {
    const { canvas, tokens, hiddenSize, order, values, low, high, colours } = this;
    if (tokens === 0 || hiddenSize === 0 || order.length !== hiddenSize) return;
    paintCells(canvas, { rows: hiddenSize, columns: tokens }, (row, column) => {
      const value = values[column * hiddenSize + order[row]];
      return Number.isFinite(value) ? colours[colourIndex(value, low, high)] : noColour;
    });
  }

  #cellAt(x: number, y: number): MapCell | null {
    const column = Math.floor(x / this.cellWidth);
    const row = Math.floor(y / this.rowHeight);
    const inside = column >= 0 && column < this.tokens && row >= 0 && row < this.hiddenSize;
    return inside ? { row, column } : null;
  }

  #cellUnder({ clientX, clientY }: MouseEvent): MapCell | null {
    const { left, top } = this.canvas.getBoundingClientRect();
    const zoom = zoomOf(this.canvas);
    return this.#cellAt((clientX - left) / zoom, (clientY - top) / zoom);
  }

  #point(cell: MapCell | null): void {
    const detail: PointedCell = { trace: this.trace.id, cell };
    this.dispatchEvent(new CustomEvent('cell-pointed', { detail, bubbles: true }));
  }

  #choose(cell: MapCell): void {
    this.dispatchEvent(new CustomEvent('cell-chosen', { detail: cell, bubbles: true }));
  }

  #onClick(event: MouseEvent): void {
    const cell = this.#cellUnder(event);
    if (cell) this.#choose(cell);
  }

  #onPointerMove(event: PointerEvent): void {
    this.#point(this.#cellUnder(event));
  }

  #onKey(event: KeyboardEvent): void {
    const move = moveOf(event);
    if (!move) return;
    const from = this.pointed?.cell ?? this.chosen;
    const to = from
      ? { row: from.row + move.row, column: from.column + move.column }
      : { row: 0, column: 0 };
    const cell = {
      row: Math.min(this.hiddenSize - 1, Math.max(0, to.row)),
      column: Math.min(this.tokens - 1, Math.max(0, to.column)),
    };
    this.#point(cell);
    this.#choose(cell);
    const band = this.renderRoot.querySelector('.band')!;
    const top = cell.row * this.rowHeight;
    if (top < band.scrollTop) band.scrollTop = top;
    const bottom = top + this.rowHeight - this.bandHeight;
    if (bottom > band.scrollTop) band.scrollTop = bottom;
  }

  #onScroll(event: Event): void {
    const { scrollTop } = event.target as Element;
    this.dispatchEvent(new CustomEvent('rows-scrolled', { detail: scrollTop, bubbles: true }));
  }
}

function share(rows: number, all: number): string {
  return `${((rows / all) * 100).toFixed(3)}%`;
}

declare global {
  interface HTMLElementEventMap {
    'cell-pointed': CustomEvent<PointedCell>;
    'cell-chosen': CustomEvent<MapCell>;
    'rows-scrolled': CustomEvent<number>;
  }
  interface HTMLElementTagNameMap {
    'gate-map': GateMap;
  }
}
