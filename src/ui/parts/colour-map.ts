/**
 * The diverging colours of the heat maps: blue below, orange above, a neutral that melts into the
 * page between them. Blue and orange stay apart under every common kind of colour blindness, and
 * lightness alone tells strength. 256 entries, one for every 1/255 of the scale.
 */
const stops = {
  light: ['#0b3c6f', '#2f78b7', '#9cc4e2', '#f7f6f2', '#f3bd86', '#d9741a', '#7f3600'],
  dark: ['#a6d4ff', '#4f9be6', '#24517f', '#191c20', '#75420f', '#dc8224', '#ffd39a'],
} as const;

/** 0xAABBGGRR, as a canvas's pixels lie in memory on every machine that runs browsers. */
export type ColourTable = Uint32Array;

const tables = { light: tableOf(stops.light), dark: tableOf(stops.dark) };
const magnitudes = { light: tableOf(stops.light.slice(3)), dark: tableOf(stops.dark.slice(3)) };

export function colourTable(shown: 'light' | 'dark'): ColourTable {
  return tables[shown];
}

/** For what has no sign: the upper half of the colours, from neutral to the strongest. */
export function magnitudeTable(shown: 'light' | 'dark'): ColourTable {
  return magnitudes[shown];
}

/** What a value that is no finite number looks like: nothing. */
export const noColour = 0;

/** Index of the entry for a value; `low` and `high` are the ends of the scale. */
export function colourIndex(value: number, low: number, high: number): number {
  const share = (value - low) / (high - low);
  return Math.round(255 * Math.min(1, Math.max(0, share)));
}

function tableOf(colours: readonly string[]): ColourTable {
  const rgb = colours.map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
  return Uint32Array.from({ length: 256 }, (_, index) => {
    const position = (index / 255) * (rgb.length - 1);
    const left = Math.min(rgb.length - 2, Math.floor(position));
    const [red, green, blue] = rgb[left].map((channel, at) =>
      Math.round(channel + (rgb[left + 1][at] - channel) * (position - left)),
    );
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
}

/** The colour of a value, for style sheets and drawings. */
export function colourOf(table: ColourTable, value: number, low: number, high: number): string {
  if (!Number.isFinite(value)) return 'transparent';
  const entry = table[colourIndex(value, low, high)];
  return `rgb(${entry & 255} ${(entry >> 8) & 255} ${(entry >> 16) & 255})`;
}
