/**
 * Units that no longer learn: a ReLU that is at 0 whatever is read, a gate or a tanh so close to an
 * end of its range that no gradient passes. Both outlast the spike that made them.
 */
import type { Cell, Gate } from '../cells/cell.ts';

/** Slope of an activation that passes nothing on: of σ beyond ±13.8, of tanh beyond ±7.6. */
const noSlope = 1e-6;

/**
 * Shares from which on a layer learns next to nothing. While a deep net finds its way, up to 0.61 of
 * the values of a layer's candidates pass nothing on, and 0.66 of its ReLU units are at 0 (hidden
 * size 128, the cells' own rates); where a rate threw a net out, 0.85 and more are seen. Of ReLU units half
 * are at 0 in a sound layer that reads nearly the same all the time, and of a few units by chance more.
 */
const mostLost = 0.8;
const sound = 0.5;
const standardErrors = 3;

/** What became of one gate of a layer. */
export interface GateHealth {
  /** From 0. */
  layer: number;
  /** As the course writes it. */
  symbol: string;
  scale: Gate['scale'];
  /** Share of ReLU units that are at 0 all the time; of a gate's values that pass no gradient. */
  share: number;
}

/**
 * @param layers of each, and of each of its directions, the traces over some of the data, each [T, H]
 */
export function gateHealth(
  cell: Cell,
  hiddenSize: number,
  layers: readonly (readonly { id: string; values: Float32Array }[])[],
  directions = 1,
): GateHealth[] {
  return layers.flatMap((traces, index) =>
    cell.gates.flatMap(({ id, symbol, scale, role }) => {
      const values = role && traces.find((trace) => trace.id === id)?.values;
      if (!values) return [];
      const share = scale === 'free' ? deadShare(values, hiddenSize) : stuckShare(values, scale);
      return [{ layer: Math.floor(index / directions), symbol, scale, share }];
    }),
  );
}

export function isLost({ scale, share }: GateHealth, hiddenSize: number): boolean {
  if (scale !== 'free') return share >= mostLost;
  const chance = sound + standardErrors * Math.sqrt((sound * (1 - sound)) / hiddenSize);
  return share >= Math.min(1, Math.max(mostLost, chance));
}

/** @param values [T, H] of a ReLU */
function deadShare(values: Float32Array, hiddenSize: number): number {
  const isAlive = new Uint8Array(hiddenSize);
  values.forEach((value, at) => {
    if (value > 0) isAlive[at % hiddenSize] = 1;
  });
  return isAlive.reduce((dead, alive) => dead + 1 - alive, 0) / hiddenSize;
}

function stuckShare(values: Float32Array, scale: 'gate' | 'signed'): number {
  let stuck = 0;
  for (const value of values) {
    const slope = scale === 'gate' ? value * (1 - value) : 1 - value * value;
    if (slope < noSlope) stuck++;
  }
  return stuck / values.length;
}
