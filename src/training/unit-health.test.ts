import { describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { gateHealth, isLost } from './unit-health.ts';

const cellOf = (id: string) => cells.find((cell) => cell.id === id)!;
const trace = (id: string, ...rows: number[][]) => ({ id, values: Float32Array.from(rows.flat()) });
const sharesOf = (cell: string, units: number, ...layers: ReturnType<typeof trace>[][]) =>
  gateHealth(cellOf(cell), units, layers).map(({ layer, symbol, share }) => [layer, symbol, share]);

describe('units that no longer learn', () => {
  it('are those of a ReLU that are 0 all the time, by layer: zeros alone say nothing', () => {
    const alive = [trace('hidden', [0, 0, 0, 1], [0, 0, 2, 0], [3, 0, 0, 0])];
    const dead = [trace('hidden', [0, 0, 0, 0], [0, 0, 1e-30, 0])];
    expect(sharesOf('rnn-relu', 4, alive, dead)).toEqual([
      [0, 'a', 0.25],
      [1, 'a', 0.75],
    ]);
  });

  it('are told by layer where every layer reads in both directions', () => {
    const [alive, dead] = [[trace('hidden', [1, 1])], [trace('hidden', [0, 0])]];
    const health = gateHealth(cellOf('rnn-relu'), 2, [alive, dead, dead, alive], 2);
    expect(health.map(({ layer, share }) => [layer, share])).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
    ]);
  });

  it('are gates at the ends of their range, of which no gradient is left', () => {
    const layer = [
      trace('update', [0, 1e-8, 1, 0.5]),
      trace('forget', [0.01, 0.99, 0.999, 0.001]),
      trace('candidate', [-1, 1, 0.9999, 0]),
      trace('output', [1, 1, 1, 1]),
      trace('cell', [0, 0, 0, 0]),
    ];
    expect(sharesOf('lstm', 2, layer)).toEqual([
      [0, 'Γu', 0.75],
      [0, 'Γf', 0],
      [0, 'c̃', 0.5],
      [0, 'Γo', 1],
    ]);
  });

  it('count where they are nearly all of a ReLU, whatever its size, or of a gate', () => {
    const isTold = (scale: 'gate' | 'signed' | 'free', share: number, units: number) =>
      isLost({ layer: 0, symbol: 'Γ', scale, share }, units);
    for (const [units, from] of [
      [1024, 0.8],
      [128, 0.8],
      [32, 0.8],
      [16, 0.88],
      [4, 1],
      [1, 1],
    ]) {
      expect(isTold('free', from - 0.01, units), `${units}`).toBe(false);
      expect(isTold('free', from, units), `${units}`).toBe(true);
    }
    for (const scale of ['gate', 'signed'] as const) {
      expect([0.79, 0.8].map((share) => isTold(scale, share, 16))).toEqual([false, true]);
    }
  });
});
