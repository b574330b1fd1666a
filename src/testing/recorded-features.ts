/** How much each cell of a picture changes, counted by hand. */
import { expect, it } from 'vitest';
import { brightnessOf, motionGrid, pictureHeight, pictureWidth } from './motion-grid.ts';

const dark = () => new Float32Array(pictureWidth * pictureHeight);

it('is the mean change of its pixels, wherever it goes', () => {
  const later = dark();
  // cell 8 is the third of the second row: 64 pixels from (16, 8)
  for (let at = 0; at < 16; at++)
    later[(8 + Math.floor(at / 8)) * pictureWidth + 16 + (at % 8)] = 200;
  later[0] = 64;
  const expected = new Array<number>(24).fill(0);
  [expected[0], expected[8]] = [1, 50];
  expect(motionGrid(dark(), later)).toEqual(expected);
  expect(motionGrid(later, dark())).toEqual(expected);
  expect(motionGrid(later, later)).toEqual(new Array(24).fill(0));
});

it('looks at brightness: of white all, of green more than of blue', () => {
  const [white, red, green, blue] = brightnessOf([
    ...[255, 255, 255, 255, 255, 0, 0, 255],
    ...[0, 255, 0, 255, 0, 0, 255, 255],
  ]);
  expect(white).toBeCloseTo(255, 3);
  expect(red + green + blue).toBeCloseTo(255, 3);
  expect(green).toBeGreaterThan(red);
  expect(red).toBeGreaterThan(blue);
});
