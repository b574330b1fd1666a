/**
 * Where the boxes and arrows of an unrolled net stand: a row per layer and direction, the input at
 * the bottom, a column per time step. CSS pixels, y downward.
 */
import type { UnrolledEdge, UnrolledNet } from '../../protocol/unrolled-net.ts';

export interface Row {
  kind: 'input' | 'embedding' | 'layer' | 'output';
  /** From 0; of rows that are layers. */
  layer: number;
  direction: number;
  /** Of a layer that reads both ways. */
  arrow: '' | '→' | '←';
  /** Middle. */
  y: number;
  /** Where its boxes stand within a column. */
  shift: number;
  height: number;
}

/** Weights that all arrows of one kind share. */
export interface SharedWeight {
  /** W with these indices; E for the embedding. */
  letter: 'W' | 'E';
  sub: string;
  sup: string;
  /** Of a layer that reads both ways. */
  direction: '' | '→' | '←';
  /** PyTorch's names, the matrix first. */
  names: readonly string[];
}

export interface Arrow {
  from: readonly [x: number, y: number];
  to: readonly [x: number, y: number];
  /** Index among the shared weights. */
  weight: number;
  hasGradient: boolean;
  /** It leads over what stands between its ends. */
  isArch?: true;
}

export interface Column {
  /** From 0; null stands for those left out. */
  step: number | null;
  /** Middle. */
  x: number;
}

export interface Layout {
  width: number;
  height: number;
  /** The lowest first. */
  rows: Row[];
  columns: Column[];
  arrows: Arrow[];
  weights: SharedWeight[];
  /** States before the first step of each walk. */
  starts: { row: Row; x: number }[];
}

export const boxWidth = 56;
/** Room at the left, for what the rows are. */
const gutter = 96;
const pitch = 88;
const ellipsisPitch = 60;
/** A walk's boxes stand nearer to its start where there are two of them. */
const startRoom = { forward: 48, bidirectional: 62 };
const top = 26;
const gap = 28;
const heights = { input: 36, embedding: 28, layer: 28, output: 36 };

/** The first, the chosen and the last, and what is left out between them: a narrow picture scrolls. */
const fewestColumns = 5;

/** Columns that fit into a width. */
export function columnsThatFit(width: number, isBidirectional: boolean): number {
  const ends = isBidirectional ? 2 * startRoom.bidirectional : startRoom.forward;
  return Math.max(fewestColumns, Math.floor((width - gutter - ends) / pitch));
}

/**
 * The time steps to show where not all fit: the first, the last, and those around the chosen one.
 * As long as the chosen one is among those of before, they stay.
 */
export function stepsToShow(
  total: number,
  room: number,
  chosen: number,
  before: readonly number[] = [],
): number[] {
  const all = Array.from({ length: total }, (_, step) => step);
  if (total <= room) return all;
  const fits = withGaps(before).length <= room && before.length > 1 && before.at(-1) === total - 1;
  if (fits && before.includes(chosen)) return [...before];
  let shown = [0, total - 1];
  const nearest = all.sort((a, b) => Math.abs(a - chosen) - Math.abs(b - chosen) || b - a);
  for (const step of nearest) {
    if (shown.includes(step)) continue;
    const more = [...shown, step].sort((a, b) => a - b);
    if (withGaps(more).length > room) break;
    shown = more;
  }
  return shown;
}

/** With a null for every run of steps left out. */
export function withGaps(steps: readonly number[]): (number | null)[] {
  return steps.flatMap((step, at) => (at > 0 && step > steps[at - 1] + 1 ? [null, step] : [step]));
}

export function layOut(net: UnrolledNet, steps: readonly number[]): Layout {
  const rows = rowsOf(net);
  const isBidirectional = net.layers.some(({ walks }) => walks.length > 1);
  const start = isBidirectional ? startRoom.bidirectional : startRoom.forward;
  const columns: Column[] = [];
  let x = gutter + start;
  for (const step of withGaps(steps)) {
    const room = step === null ? ellipsisPitch : pitch;
    columns.push({ step, x: x + room / 2 });
    x += room;
  }
  const { weights, edges } = edgesOf(net, rows);
  const starts = rows
    .filter(({ kind, layer, direction }) => {
      return kind === 'layer' && net.layers[layer].walks[direction].recurrent;
    })
    .map((row) => ({
      row,
      x: row.direction === 0 ? gutter + startWidth / 2 : x + start - startWidth / 2,
    }));
  return {
    width: x + (isBidirectional ? start : 8),
    height: rows[0].y + heights.input / 2 + 4,
    rows,
    columns,
    weights,
    starts,
    arrows: edges.flatMap((edge) => {
      if (edge.from === edge.to) return along(net, edge, columns, starts);
      return isOnce(net, edge.to) ? intoAnswer(net, edge, columns) : upward(edge, columns);
    }),
  };
}

function rowsOf({ embedding, layers }: UnrolledNet): Row[] {
  const kinds: Pick<Row, 'kind' | 'layer' | 'direction'>[] = [
    { kind: 'input', layer: -1, direction: 0 },
    ...(embedding ? [{ kind: 'embedding' as const, layer: -1, direction: 0 }] : []),
    ...layers.flatMap(({ walks }, layer) =>
      walks.map((_, direction) => ({ kind: 'layer' as const, layer, direction })),
    ),
    { kind: 'output', layer: -1, direction: 0 },
  ];
  const rows: Row[] = [];
  let y = top;
  for (const row of kinds.reverse()) {
    const height = heights[row.kind];
    const both = row.kind === 'layer' && layers[row.layer].walks.length > 1;
    const shift = both ? (row.direction === 0 ? -14 : 14) : 0;
    const arrow = both ? (row.direction === 0 ? '→' : '←') : '';
    rows.unshift({ ...row, arrow, y: y + height / 2, shift, height });
    y += height + gap;
  }
  return rows;
}

/** All arrows of one kind; from a row to itself they lead to the next time step. */
interface RowEdge extends UnrolledEdge {
  from: Row;
  to: Row;
  weight: number;
  /** Time steps that each box at its end reads. */
  window: number;
}

function edgesOf(net: UnrolledNet, rows: readonly Row[]) {
  const weights: SharedWeight[] = [];
  const edges: RowEdge[] = [];
  const find = (kind: Row['kind'], layer = -1) =>
    rows.filter((row) => row.kind === kind && row.layer === layer);
  const add = (
    weight: SharedWeight,
    edge: UnrolledEdge,
    from: readonly Row[],
    to: Row,
    window = 1,
  ) => {
    weights.push(weight);
    for (const row of from)
      edges.push({ ...edge, from: row, to, weight: weights.length - 1, window });
  };
  if (net.embedding) {
    const { weights: names } = net.embedding;
    const edge = { weights: names, hasGradient: false };
    const [to] = find('embedding');
    add({ letter: 'E', sub: '', sup: '', direction: '', names }, edge, find('input'), to);
  }
  net.layers.forEach(({ reads, walks, window }, layer) => {
    const below =
      typeof reads === 'number'
        ? find('layer', reads)
        : find(reads === 'tokens' ? 'input' : 'embedding');
    walks.forEach(({ input, recurrent }, at) => {
      const direction = walks.length > 1 ? (at === 0 ? '→' : '←') : '';
      const to = find('layer', layer)[at];
      const shared = { letter: 'W', sup: `[${layer + 1}]`, direction } as const;
      add({ ...shared, sub: 'x', names: input.weights }, input, below, to, window);
      if (recurrent) add({ ...shared, sub: 'a', names: recurrent.weights }, recurrent, [to], to);
    });
  });
  const { reads, edge } = net.output;
  const [output] = find('output');
  const shared = { letter: 'W', sub: 'y', sup: '', direction: '' } as const;
  add({ ...shared, names: edge.weights }, edge, find('layer', reads), output);
  return { weights, edges };
}

/** From every time step of its window to each box. */
function upward(
  { from, to, weight, hasGradient, window }: RowEdge,
  columns: readonly Column[],
): Arrow[] {
  const isRead = (step: number, at: number) => {
    const away = to.direction === 0 ? at - step : step - at;
    return away >= 0 && away < window;
  };
  return columns.flatMap(({ step: at, x }) =>
    columns
      .filter(({ step }) => at !== null && step !== null && isRead(step, at))
      .map((read) => ({
        from: [read.x + from.shift, from.y - from.height / 2],
        to: [x + to.shift, to.y + to.height / 2],
        weight,
        hasGradient,
      })),
  );
}

/** Whether a row has one box alone, that of the last column: an answer to all. */
export function isOnce({ output }: UnrolledNet, { kind }: Row): boolean {
  return kind === 'output' && output.summary !== null;
}

/** From all that it is made of: every time step, or the one at which a walk ends. */
function intoAnswer(
  { output }: UnrolledNet,
  { from, to, weight, hasGradient }: RowEdge,
  columns: readonly Column[],
): Arrow[] {
  const shown = columns.filter(({ step }) => step !== null);
  const last = shown[shown.length - 1];
  const ends = from.direction === 0 ? [last] : shown.slice(0, 1);
  return (output.summary === 'mean' ? shown : ends).map(({ x }) => ({
    from: [x + from.shift, from.y - from.height / 2],
    to: [last.x + to.shift, to.y + to.height / 2],
    weight,
    hasGradient,
  }));
}

/** From each box to the next one in the direction of the walk, beginning before the first. */
function along(
  { learnsInitialState }: UnrolledNet,
  { to: row, weight, hasGradient }: RowEdge,
  columns: readonly Column[],
  starts: Layout['starts'],
): Arrow[] {
  const sign = row.direction === 0 ? 1 : -1;
  const { x: startX } = starts.find((start) => start.row === row)!;
  const places = [
    { x: startX, half: startWidth / 2, isStart: true },
    ...(sign > 0 ? columns : [...columns].reverse()).map(({ x, step }) => ({
      x: step === null ? x : x + row.shift,
      half: step === null ? 10 : boxWidth / 2,
      isStart: false,
    })),
  ];
  return places.slice(1).map((place, at) => ({
    from: [places[at].x + sign * places[at].half, row.y],
    to: [place.x - sign * place.half, row.y],
    weight,
    // what came before the first step is given, unless it is learned
    hasGradient: hasGradient && (learnsInitialState || !places[at].isStart),
  }));
}

export const startWidth = 40;
