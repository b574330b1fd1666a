/** A recording as the net reads it: time from left to right, a row for each number of a frame. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { colourIndex, magnitudeTable } from '../parts/colour-map.ts';
import { paintCells } from '../parts/heat-map.ts';
import { theme } from '../state/theme.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('taken-map')
export class TakenMap extends TrackedElement {
  /** Accessible name of the picture. */
  @property() label = '';
  @property({ attribute: false }) frames: readonly (readonly number[])[] = [];

  @query('canvas') private canvas!: HTMLCanvasElement;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  protected override updated(): void {
    const { frames } = this;
    if (frames.length === 0) return;
    const table = magnitudeTable(theme.shown.value);
    const largest = Math.max(1, ...frames.flat());
    const rows = frames[0].length;
    // the highest band, or the last cell, on top
    const colourOf = (row: number, column: number) =>
      table[colourIndex(frames[column][rows - 1 - row], 0, largest)];
    paintCells(this.canvas, { rows, columns: frames.length }, colourOf);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'taken-map': TakenMap;
  }
}
