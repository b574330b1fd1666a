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
  colour: string;
}

/** A filled rectangle, or a dot of no width. */
export interface Box {
  at: Place;
  width: number;
  colour: string;
}

/** About as wide as the small print of the charts. */
const characterWidth = 6;

export class RecordedCanvas {
  pixels: Pixels | null = null;
  /** Since the canvas was last cleared. */
  lines: Line[] = [];
  words: Words[] = [];
  boxes: Box[] = [];
  dots: Pick<Box, 'at' | 'colour'>[] = [];

  /** A pixel as 0xRRGGBB, null where it is transparent. */
  colourAt(x: number, y: number): number | null {
    const { data, width } = this.pixels!;
    const [red, green, blue, alpha] = data.slice(4 * (y * width + x), 4 * (y * width + x) + 4);
    return alpha === 0 ? null : (red << 16) | (green << 8) | blue;
  }

  /** The corners of what was drawn in this colour, from left to right; of dashed lines, or of others. */
  cornersOf(colour: string, isDashed = false): Place[] {
    const own = this.lines.filter((line) => line.colour === colour && line.isDashed === isDashed);
    const corners = new Map(own.flatMap(({ from, to }) => [from, to]).map((at) => [at.join(), at]));
    return [...corners.values()].sort(([one], [other]) => one - other);
  }
}

interface Style {
  strokeStyle: unknown;
  fillStyle: unknown;
  dash: readonly number[];
  origin: Place;
}

/** What a page takes for the 2d context of `canvas`. */
export function recordingContext(canvas: object, record: RecordedCanvas): object {
  let style: Style = { strokeStyle: '', fillStyle: '', dash: [], origin: [0, 0] };
  const saved: Style[] = [];
  let at: Place = [0, 0];
  let path: { from: Place; to: Place }[] = [];
  let circles: Place[] = [];
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
      record.boxes = [];
      record.dots = [];
    },
    beginPath: () => {
      path = [];
      circles = [];
    },
    moveTo: (x: number, y: number) => {
      at = placed(x, y);
    },
    lineTo: (x: number, y: number) => {
      path.push({ from: at, to: placed(x, y) });
      at = placed(x, y);
    },
    arc: (x: number, y: number) => {
      circles.push(placed(x, y));
    },
    fill: () => {
      record.dots.push(...circles.map((at) => ({ at, colour: String(style.fillStyle) })));
    },
    fillRect: (x: number, y: number, width: number) => {
      record.boxes.push({ at: placed(x, y), width, colour: String(style.fillStyle) });
    },
    stroke: () => {
      const colour = String(style.strokeStyle);
      const isDashed = style.dash.length > 0;
      record.lines.push(...path.map((line) => ({ ...line, colour, isDashed })));
    },
    fillText: (text: string, x: number, y: number) => {
      record.words.push({ text, at: placed(x, y), colour: String(style.fillStyle) });
    },
  };
  const others: Record<PropertyKey, unknown> = {};
  return new Proxy(methods, {
    get: (_, name) => {
      if (name === 'strokeStyle' || name === 'fillStyle') return style[name];
      if (name in methods) return methods[name as keyof typeof methods];
      return name in others ? others[name] : () => undefined;
    },
    set: (_, name, value) => {
      if (name === 'strokeStyle' || name === 'fillStyle') style[name] = value;
      else others[name] = value;
      return true;
    },
  });
}
