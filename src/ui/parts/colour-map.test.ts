import { describe, expect, it } from 'vitest';
import { colourIndex, colourTable } from './colour-map.ts';

/** Perceived lightness, roughly. */
function lightness(colour: number): number {
  const [red, green, blue] = [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('colour map', () => {
  it('spans its scale and clamps beyond it', () => {
    expect([0, 0.5, 1].map((value) => colourIndex(value, 0, 1))).toEqual([0, 128, 255]);
    expect([-3, 3].map((value) => colourIndex(value, -2, 2))).toEqual([0, 255]);
  });

  it.each(['light', 'dark'] as const)('tells strength by lightness alone when %s', (shown) => {
    const table = colourTable(shown);
    const towardsNeutral = shown === 'light' ? 1 : -1;
    for (let step = 1; step < 128; step++) {
      const below = lightness(table[step]) - lightness(table[step - 1]);
      const above = lightness(table[255 - step]) - lightness(table[256 - step]);
      expect(below * towardsNeutral).toBeGreaterThan(-0.5);
      expect(above * towardsNeutral).toBeGreaterThan(-0.5);
    }
    expect(table.every((colour) => colour >>> 24 === 255)).toBe(true);
  });
});
