/**
 * What the gates of a layer do over some of the data: how often they are open or shut, what their
 * preactivations are, and how long each unit remembers.
 */
import type { Cell, Gate } from '../cells/cell.ts';
import type { GateStatistics, LayerStatistics } from '../protocol/frames.ts';

/** Below the one a gate counts as shut, above the other as open; for −1…1 the size counts. */
const shutBelow = 0.1;
const openAbove = 0.9;
/** A gate under this is as good as shut: its preactivation lies under logit(0.01) ≈ −4.6. */
const nearlyShut = 0.01;

const bins = 40;
/** Where histograms end: float32 tells preactivations of tanh apart no further than this. */
const reachOf = { gate: 10, signed: 4, free: 10 };

/** @param traces of one layer, as the inspector reads them, each [T, H]; T over all lines */
export function gateStatistics(
  cell: Cell,
  hiddenSize: number,
  traces: readonly { id: string; values: Float32Array }[],
): LayerStatistics {
  const valuesOf = (id: string) => traces.find((trace) => trace.id === id)?.values;
  const gates = cell.gates.flatMap((gate) => {
    const values = gate.role && valuesOf(gate.id);
    return values ? [statisticsOf(gate, values)] : [];
  });
  if (!cell.memory) return { gates, memory: null };
  const { gate, complement } = cell.memory.retainedBy;
  const keeping = valuesOf(cell.gates[gate].id);
  const logOfKept = complement ? (value: number) => Math.log1p(-value) : Math.log;
  return { gates, memory: keeping ? memoryLengths(keeping, hiddenSize, logOfKept) : null };
}

/**
 * −1 / mean log(share kept) for each unit: after that many steps of the like, 1/e is left.
 * @param values [T, H]
 */
function memoryLengths(
  values: Float32Array,
  hiddenSize: number,
  logOfKept: (value: number) => number,
): Float32Array<ArrayBuffer> {
  const timeSteps = values.length / hiddenSize;
  return Float32Array.from({ length: hiddenSize }, (_, unit) => {
    let sum = 0;
    for (let time = 0; time < timeSteps; time++) sum += logOfKept(values[time * hiddenSize + unit]);
    return sum === 0 ? Infinity : -timeSteps / sum;
  });
}

function statisticsOf({ id, scale }: Gate, values: Float32Array): GateStatistics {
  const isLow = {
    gate: (value: number) => value < shutBelow,
    signed: (value: number) => value < -openAbove,
    free: (value: number) => value <= 0,
  }[scale];
  const isHigh = (value: number) => scale !== 'free' && value > openAbove;
  const reach = reachOf[scale];
  const counts = new Array<number>(bins).fill(0);
  let [low, high, shut, all] = [0, 0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    all++;
    if (isLow(value)) low++;
    if (isHigh(value)) high++;
    if (scale === 'gate' && value < nearlyShut) shut++;
    const bin = Math.floor((preactivationOf(scale, value) / reach + 1) * (bins / 2));
    counts[Math.max(0, Math.min(bins - 1, bin))]++;
  }
  const histogram = counts.map((count) => count / all);
  return { id, low: low / all, high: high / all, shut: shut / all, histogram, reach };
}

/**
 * The preactivation from what the activation made of it, ±∞ where float32 has rounded that to an
 * end of its range: beyond ±16 for σ, ±9 for tanh.
 */
function preactivationOf(scale: Gate['scale'], value: number): number {
  if (scale === 'gate') return Math.log(value / (1 - value));
  if (scale === 'signed') return Math.atanh(value);
  return value > 0 ? value : -Infinity;
}
