/** A canvas that paints nothing and keeps what it was told: pixels, lines and words. */

interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

type Place = readonly [x: number, y: number];

/** A straight line, in pixels of the canvas. */
export interface Line {
  from: Place;
  to: Place;
  colour: string;
  isDashed: boolean;
}

export interface Words {
  text: string;
  at: Place;
}

/** About as wide as the small print of the charts. */
const characterWidth = 6;

export class RecordedCanvas {
  pixels: Pixels | null = null;
  /** Since the canvas was last cleared. */
  lines: Line[] = [];
  words: Words[] = [];

  /** A pixel as 0xRRGGBB, null where it is transparent. */
  colourAt(x: number, y: number): number | null {
    const { data, width } = this.pixels!;
    const [red, green, blue, alpha] = data.slice(4 * (y * width + x), 4 * (y * width + x) + 4);
    return alpha === 0 ? null : (red << 16) | (green << 8) | blue;
  }

  /** The corners of what was drawn in this colour, from left to right. */
  cornersOf(colour: string): Place[] {
    const own = this.lines.filter((line) => line.colour === colour);
    const corners = new Map(own.flatMap(({ from, to }) => [from, to]).map((at) => [at.join(), at]));
    return [...corners.values()].sort(([one], [other]) => one - other);
  }
}

interface Style {
  strokeStyle: unknown;
  dash: readonly number[];
  origin: Place;
}

/** What a page takes for the 2d context of `canvas`. */
export function recordingContext(canvas: object, record: RecordedCanvas): object {
  let style: Style = { strokeStyle: '', dash: [], origin: [0, 0] };
  const saved: Style[] = [];
  let at: Place = [0, 0];
  let path: { from: Place; to: Place }[] = [];
  const placed = (x: number, y: number): Place => [style.origin[0] + x, style.origin[1] + y];
  const methods = {
    canvas,
    save: () => void saved.push({ ...style }),
    restore: () => {
      style = saved.pop() ?? style;
    },
    translate: (x: number, y: number) => {
      style.origin = placed(x, y);
    },
    setTransform: () => {
      style.origin = [0, 0];
    },
    resetTransform: () => {
      style.origin = [0, 0];
    },
    setLineDash: (dash: readonly number[]) => {
      style.dash = dash;
    },
    getLineDash: () => style.dash,
    createImageData: (width: number, height: number): Pixels => ({
      width,
      height,
      data: new Uint8ClampedArray(4 * width * height),
    }),
    putImageData: (pixels: Pixels) => {
      record.pixels = { ...pixels, data: pixels.data.slice() };
    },
    measureText: (text: string) => ({ width: characterWidth * text.length }),
    clearRect: () => {
      record.lines = [];
      record.words = [];
    },
    beginPath: () => {
      path = [];
    },
    moveTo: (x: number, y: number) => {
      at = placed(x, y);
    },
    lineTo: (x: number, y: number) => {
      path.push({ from: at, to: placed(x, y) });
      at = placed(x, y);
    },
    stroke: () => {
      const colour = String(style.strokeStyle);
      const isDashed = style.dash.length > 0;
      record.lines.push(...path.map((line) => ({ ...line, colour, isDashed })));
    },
    fillText: (text: string, x: number, y: number) => {
      record.words.push({ text, at: placed(x, y) });
    },
  };
  const others: Record<PropertyKey, unknown> = {};
  return new Proxy(methods, {
    get: (_, name) => {
      if (name === 'strokeStyle') return style.strokeStyle;
      if (name in methods) return methods[name as keyof typeof methods];
      return name in others ? others[name] : () => undefined;
    },
    set: (_, name, value) => {
      if (name === 'strokeStyle') style.strokeStyle = value;
      else others[name] = value;
      return true;
    },
  });
}
