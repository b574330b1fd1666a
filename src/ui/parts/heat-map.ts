/**
 * What all heat maps share: a canvas with exactly one pixel per value, enlarged without smoothing, so
 * that what is seen is the data; and the arrow keys, which walk over it.
 */
import { css } from 'lit';

/** Where in the picture; rows are counted as drawn, from the top. */
export interface MapCell {
  row: number;
  column: number;
}

/** @param colourOf a cell: an entry of a colour table, or `noColour` */
export function paintCells(
  canvas: HTMLCanvasElement,
  { rows, columns }: { rows: number; columns: number },
  colourOf: (row: number, column: number) => number,
): void {
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  }
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      pixels[row * columns + column] = colourOf(row, column);
    }
  }
  context.putImageData(image, 0, 0);
}

const moves: Record<string, MapCell | undefined> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** By how many cells a key moves; undefined: it is no arrow, and does what it always does. */
export function moveOf(event: KeyboardEvent): MapCell | undefined {
  const move = moves[event.key];
  if (move) event.preventDefault();
  return move;
}

export const heatMapStyles = css`
  canvas {
    width: 100%;
    height: 100%;
    image-rendering: pixelated;
    cursor: crosshair;
  }
  canvas:focus-visible {
    outline-offset: -2px;
  }
  .cell {
    box-shadow:
      0 0 0 1px var(--surface),
      0 0 0 2.5px var(--ink);
    pointer-events: none;
  }
`;
