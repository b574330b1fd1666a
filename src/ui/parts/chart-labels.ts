/** Where the labels of a chart stand: beside what they name, on no other label, off the curves if they can. */

export interface Box {
  left: number;
  right: number;
  top: number;
}

/** In pixels of the chart. */
export interface Label {
  width: number;
  /** Of the line or the point that it names. */
  y: number;
  /** Of the point; a line may be named anywhere. */
  x?: number;
}

interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export const labelHeight = 12;
const gap = 4;

/**
 * A box for each label in turn, within the area; null where there is none left: better no label
 * than two that cannot be read.
 */
export function placeLabels(
  labels: readonly Label[],
  area: Area,
  points: readonly { x: number; y: number }[],
): (Box | null)[] {
  const taken: Box[] = [];
  return labels.map((label) => {
    const free = placesOf(label, area).filter((box) => !taken.some((other) => overlap(box, other)));
    const box = free.find((one) => !points.some((point) => covers(one, point))) ?? free[0];
    if (box) taken.push(box);
    return box ?? null;
  });
}

/** The best first: near its point, or at the right or left end of its line; then along it. */
function placesOf({ width, x, y }: Label, { left, right, top, bottom }: Area): Box[] {
  const first = left + gap;
  const last = right - 2 - width;
  if (last < first || bottom - top < labelHeight) return [];
  const count = Math.floor((last - first) / (width + gap)) + 1;
  const starts =
    x === undefined
      ? [last, first, ...Array.from({ length: count }, (_, place) => last - place * (width + gap))]
      : Array.from({ length: 2 * count + 1 }, (_, turn) => {
          const aside = Math.ceil(turn / 2) * (turn % 2 === 0 ? 1 : -1);
          return x - width / 2 + aside * (width + gap);
        });
  // within the area also where rounding would put one beyond it
  const within = (at: number) => Math.max(top, Math.min(bottom - labelHeight, at));
  const tops = [within(y - 1 - labelHeight), within(y + 2)];
  return starts
    .map((start) => Math.max(first, Math.min(last, start)))
    .flatMap((start) => tops.map((at) => ({ left: start, right: start + width, top: at })));
}

function overlap(one: Box, other: Box): boolean {
  return (
    Math.abs(one.top - other.top) < labelHeight && one.left < other.right && other.left < one.right
  );
}

function covers(box: Box, { x, y }: { x: number; y: number }): boolean {
  return (
    x > box.left && x < box.right && y > box.top - gap / 2 && y < box.top + labelHeight + gap / 2
  );
}

/** On a ground that lets little of the lines through. @param colour of a custom property's name */
export function drawLabel(
  ctx: CanvasRenderingContext2D,
  label: string,
  box: Box,
  colour: (name: string) => string,
): void {
  ctx.globalAlpha = 0.85;
  ctx.fillStyle = colour('--surface');
  ctx.fillRect(box.left, box.top, box.right - box.left, labelHeight);
  ctx.globalAlpha = 1;
  ctx.fillStyle = colour('--ink-soft');
  ctx.fillText(label, box.right - 2, box.top + labelHeight);
}

/** CSS pixels of a letter along an axis, about. */
const letterWidth = 6.2;

/** Of a label among others, as much as they leave room for. @param room CSS pixels */
export function cutToFit(label: string, room: number): string {
  const fits = Math.max(1, Math.floor(room / letterWidth));
  const signs = Array.from(label);
  return signs.length <= fits ? label : `${signs.slice(0, fits - 1).join('')}…`;
}
