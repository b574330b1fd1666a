import { describe, expect, it } from 'vitest';
import { Chunking } from './chunking.ts';

const dispatches = 140;

/** One step or chunk: its slices, each of which takes as long as `duration` says. */
function run(chunking: Chunking, duration: (share: number) => number) {
  const slices = [];
  do {
    const { slice } = chunking.next(dispatches, 32);
    chunking.measured(
      slice,
      dispatches,
      duration((slice.steps * (slice.to - slice.from)) / dispatches),
    );
    slices.push(slice);
  } while (chunking.isInsideStep);
  return slices;
}

describe('chunking', () => {
  it('joins short steps and cuts long ones', () => {
    const short = new Chunking();
    const long = new Chunking();
    for (let step = 0; step < 50; step++) {
      run(short, (share) => share);
      run(long, (share) => share * 400);
    }
    expect(run(short, (share) => share)).toEqual([{ steps: 6, from: 0, to: dispatches }]);
    const slices = run(long, (share) => share * 400);
    expect(slices).toHaveLength(8);
    expect(slices.map(({ from }) => from)).toEqual([0, ...slices.slice(0, -1).map(({ to }) => to)]);
    expect(slices[7].to).toBe(dispatches);
  });

  it('keeps whole steps and full slices where every submit is slow, whatever the step costs', () => {
    const chunking = new Chunking();
    for (let step = 0; step < 200; step++) {
      for (const { steps, from, to } of run(chunking, (share) => 80 + 200 * share)) {
        expect(steps).toBe(1);
        expect(to).toBeGreaterThan(from);
      }
    }
    for (let step = 0; step < 200; step++) run(chunking, (share) => share);
    expect(run(chunking, (share) => share)[0].steps).toBeGreaterThan(1);
  });
});
