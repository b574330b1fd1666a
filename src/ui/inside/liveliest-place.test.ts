import { describe, expect, it } from 'vitest';
import { Selection } from '../state/selection.ts';
import { liveliestPlace } from './liveliest-place.ts';
import type { Trace } from '../gates/traces.ts';

const hiddenSize = 3;

/** Values as rows of time steps. */
function trace(low: number, high: number, rows: number[][]): Trace {
  const info = { id: 'any', role: 'update', symbol: 'Γ', help: '', scale: 'free' } as const;
  return { info, values: Float32Array.from(rows.flat()), low, high };
}

const still = [
  [0.5, 0.1, 0.9],
  [0.5, 0.1, 0.9],
  [0.5, 0.1, 0.9],
];

describe('where most happens in a line', () => {
  it('is the unit and the time step of the largest move', () => {
    const moving = still.map((row) => [...row]);
    moving[2][1] = 0.8;
    expect(liveliestPlace([trace(0, 1, moving)], hiddenSize)).toEqual({ unit: 1, timeStep: 2 });
  });

  it('counts every trace by its own range', () => {
    // 0.6 of a gate's range, and 4 of a memory's 16
    const gate = still.map((row) => [...row]);
    gate[1][2] = 0.3;
    const memory = [
      [0, 0, 0],
      [4, 0, 0],
      [4, 0, 0],
    ];
    const traces = [trace(0, 1, gate), trace(-8, 8, memory)];
    expect(liveliestPlace(traces, hiddenSize)).toEqual({ unit: 2, timeStep: 1 });
    // two gates that move a little are more than one
    const also = still.map((row) => [...row]);
    for (const row of also.slice(1)) row[0] = 0.95;
    expect(liveliestPlace([...traces, trace(0, 1, also)], hiddenSize)).toEqual({
      unit: 0,
      timeStep: 1,
    });
  });

  it('is the first place where nothing moves, or what moves is no number', () => {
    const first = { unit: 0, timeStep: 0 };
    expect(liveliestPlace([trace(0, 1, still)], hiddenSize)).toEqual(first);
    expect(liveliestPlace([trace(0, 1, [[0, 0, 0]])], hiddenSize)).toEqual(first);
    expect(liveliestPlace([], hiddenSize)).toEqual(first);
    const broken = [
      [0, 0, 0],
      [NaN, 0, 0.2],
      [0, 0, 0],
    ];
    expect(liveliestPlace([trace(0, 1, broken)], hiddenSize)).toEqual({ unit: 2, timeStep: 1 });
  });
});

describe('a suggested place', () => {
  const at = ({ unit, timeStep }: Selection) => [unit.value, timeStep.value];

  it('is taken until a person chooses one, and never after', () => {
    const selection = new Selection();
    selection.suggest({ unit: 4, timeStep: 7 });
    expect(at(selection)).toEqual([4, 7]);
    expect(selection.isOwn).toBe(false);
    selection.suggest({ unit: 5, timeStep: 1 });
    expect(at(selection)).toEqual([5, 1]);
    selection.chooseUnit(2);
    selection.suggest({ unit: 6, timeStep: 6 });
    expect(at(selection)).toEqual([2, 1]);
  });

  it('gives way to a choice of the very first place too', () => {
    const selection = new Selection();
    selection.choose({ unit: 0, timeStep: 0 });
    selection.suggest({ unit: 4, timeStep: 7 });
    expect(at(selection)).toEqual([0, 0]);
  });
});
