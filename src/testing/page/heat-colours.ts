/** What the colours of the heat maps stand for, known here from the page's palette alone. */
import { expect } from 'vitest';
import type { GatesFrame } from '../../protocol/frames.ts';
import type { RecordedCanvas } from './recorded-canvas.ts';

export type Theme = 'light' | 'dark';

/** Blue below, neutral between, orange above. */
const stops: Record<Theme, readonly number[]> = {
  light: [0x0b3c6f, 0x2f78b7, 0x9cc4e2, 0xf7f6f2, 0xf3bd86, 0xd9741a, 0x7f3600],
  dark: [0xa6d4ff, 0x4f9be6, 0x24517f, 0x191c20, 0x75420f, 0xdc8224, 0xffd39a],
};
const channels = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255];

function tableOf(own: readonly number[]): number[][] {
  const size = 1024;
  return Array.from({ length: size + 1 }, (_, at) => {
    const place = (at / size) * (own.length - 1);
    const left = Math.min(own.length - 2, Math.floor(place));
    const [from, to] = [channels(own[left]), channels(own[left + 1])];
    return from.map((channel, index) => channel + (to[index] - channel) * (place - left));
  });
}

const diverging = { light: tableOf(stops.light), dark: tableOf(stops.dark) };
/** Of what has nothing below neutral. */
const rising = { light: tableOf(stops.light.slice(3)), dark: tableOf(stops.dark.slice(3)) };

/** Of each table, what was looked up before. */
const known = new Map<readonly number[][], Map<number, number>>();

function shareIn(table: readonly number[][], colour: number): number {
  const shares = known.get(table) ?? new Map<number, number>();
  known.set(table, shares);
  const share = shares.get(colour) ?? nearestIn(table, colour);
  shares.set(colour, share);
  return share;
}

function nearestIn(table: readonly number[][], colour: number): number {
  const own = channels(colour);
  const distances = table.map((other) => Math.hypot(...other.map((one, at) => one - own[at])));
  const least = Math.min(...distances);
  expect(least, 'a colour of the palette').toBeLessThan(3);
  return distances.indexOf(least) / (table.length - 1);
}

/** Where between the ends of the scale a colour stands, 0…1. */
export const shareOfColour = (colour: number, theme: Theme = 'light'): number =>
  shareIn(diverging[theme], colour);
/** The same where there is nothing below neutral. */
export const shareOfMagnitude = (colour: number, theme: Theme = 'light'): number =>
  shareIn(rising[theme], colour);

/** `rgb(11 60 111)` of a drawing. */
export function shareOfCss(colour: string, theme: Theme = 'light'): number {
  const [red, green, blue] = [...colour.matchAll(/\d+/g)].map(Number);
  return shareOfColour((red << 16) | (green << 8) | blue, theme);
}

/** A row per unit, in this order, and a column per character. */
export function expectHeatMap(
  drawing: RecordedCanvas,
  { hiddenSize, tokens }: Pick<GatesFrame, 'hiddenSize' | 'tokens'>,
  values: Float32Array,
  order: readonly number[],
  [low, high]: readonly [low: number, high: number],
  theme: Theme = 'light',
): void {
  expect([drawing.pixels!.width, drawing.pixels!.height]).toEqual([tokens.length, hiddenSize]);
  order.forEach((unit, row) => {
    tokens.forEach((_, column) => {
      const share = shareOfColour(drawing.colourAt(column, row)!, theme);
      const value = values[column * hiddenSize + unit];
      expect(
        Math.abs(low + share * (high - low) - value),
        `unit ${unit}, character ${column}`,
      ).toBeLessThan(0.01 * (high - low));
    });
  });
}
