/** Movement as a net reads it: how much each part of the picture changes from frame to frame. */

/** Cells across and down, and pixels of the pictures that are compared. */
const [gridColumns, gridRows] = [6, 4];
export const [pictureWidth, pictureHeight] = [48, 32];
const gridCells = gridColumns * gridRows;
/** Pictures per second, and how many changes make a recording. */
export const picturesPerSecond = 12;
export const recordedChanges = 18;

/** Brightness of each pixel, 0 … 255, by the weights of ITU-R BT.601. */
export function brightnessOf(rgba: ArrayLike<number>): Float32Array {
  return Float32Array.from(
    { length: rgba.length / 4 },
    (_, at) => 0.299 * rgba[4 * at] + 0.587 * rgba[4 * at + 1] + 0.114 * rgba[4 * at + 2],
  );
}

/**
 * The mean size of the change in each cell, row by row from the top left, as whole numbers 0 … 255.
 * @param earlier brightness of `pictureWidth` × `pictureHeight` pixels, and @param later of the next
 */
export function motionGrid(earlier: ArrayLike<number>, later: ArrayLike<number>): number[] {
  const [width, height] = [pictureWidth / gridColumns, pictureHeight / gridRows];
  return Array.from({ length: gridCells }, (_, cell) => {
    const left = (cell % gridColumns) * width;
    const top = Math.floor(cell / gridColumns) * height;
    let sum = 0;
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) {
        sum += Math.abs(later[y * pictureWidth + x] - earlier[y * pictureWidth + x]);
      }
    }
    return Math.round(sum / (width * height));
  });
}
