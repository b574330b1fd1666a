/** Reads a line chart as a person does: off the numbers along its axes. */
import type { RecordedCanvas } from './recorded-canvas.ts';

export interface ReadChart {
  /** Values of the lines straight across, each with the words that stand nearest to it. */
  references: { words: string; value: number }[];
  /** Points of a curve in this colour; of the dashed one, or of the other. */
  curve(colour: string, isDashed?: boolean): { x: number; y: number }[];
  /** What has a dot of its own. */
  dots(colour: string): { x: number; y: number }[];
}

const numberIn = (text: string) => Number(text.replaceAll(',', '').replace('−', '-'));
const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(numberIn(text));

export interface Axes {
  logX?: boolean;
  logY?: boolean;
  /** The chart below it has the numbers along the bottom for both. */
  below?: RecordedCanvas;
}

export function readChart(drawing: RecordedCanvas, axes: Axes = {}): ReadChart {
  const yTicks = ticksOf(drawing).left;
  const xTicks = ticksOf(axes.below ?? drawing).bottom;
  const valueAt = reader(
    yTicks.map(({ text, at: [, y] }) => [y, numberIn(text)]),
    axes.logY,
  );
  const stepAt = reader(
    xTicks.map(({ text, at: [x] }) => [x, numberIn(text)]),
    axes.logX,
  );
  const read = ([x, y]: readonly [x: number, y: number]) => ({ x: stepAt(x), y: valueAt(y) });
  const labels = drawing.words.filter(({ text }) => !isNumber(text));
  const across = drawing.lines.filter(({ colour }) => colour === '--reference');
  return {
    references: across.map(({ from: [, y] }) => {
      const apart = ({ at }: { at: readonly [number, number] }) => Math.abs(at[1] - y);
      const [nearest] = [...labels].sort((one, other) => apart(one) - apart(other));
      return { words: nearest?.text ?? '', value: valueAt(y) };
    }),
    curve: (colour, isDashed) => drawing.cornersOf(colour, isDashed).map(read),
    dots: (colour) => drawing.dots.flatMap((dot) => (dot.colour === colour ? [read(dot.at)] : [])),
  };
}

/** The numbers along the axes: those along the bottom stand at one height. */
function ticksOf({ words }: RecordedCanvas) {
  const numbers = words.filter(({ text }) => isNumber(text));
  const lowest = Math.max(...numbers.map(({ at: [, y] }) => y));
  const along = numbers.filter(({ at: [, y] }) => y === lowest);
  const bottom = along.length > 1 ? along : [];
  return { bottom, left: numbers.filter((tick) => !bottom.includes(tick)) };
}

/** Through the ticks that lie furthest apart; pixels as they are where there is none. */
function reader(ticks: [pixel: number, value: number][], isLogarithmic = false) {
  if (ticks.length < 2) return (pixel: number) => pixel;
  const sorted = [...ticks].sort(([one], [other]) => one - other);
  const [from, to] = [sorted[0], sorted[sorted.length - 1]];
  const [scale, back] = isLogarithmic ? [Math.log, Math.exp] : [Number, Number];
  return (pixel: number): number => {
    const share = (pixel - from[0]) / (to[0] - from[0]);
    return back(scale(from[1]) + share * (scale(to[1]) - scale(from[1])));
  };
}
