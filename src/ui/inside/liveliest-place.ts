/** Where most happens in a line: the unit and the time step at which its values move most. */
import type { Place } from '../state/selection.ts';
import type { Trace } from '../gates/traces.ts';

/**
 * All traces of a unit count, each by the share of its range that it moves from one time step to the
 * next; the first place of the largest sum.
 */
export function liveliestPlace(traces: readonly Trace[], hiddenSize: number): Place {
  const steps = (traces[0]?.values.length ?? 0) / hiddenSize;
  let place: Place = { unit: 0, timeStep: 0 };
  let most = 0;
  for (let timeStep = 1; timeStep < steps; timeStep++) {
    for (let unit = 0; unit < hiddenSize; unit++) {
      const at = timeStep * hiddenSize + unit;
      let moved = 0;
      for (const { values, low, high } of traces) {
        moved += Math.abs(values[at] - values[at - hiddenSize]) / (high - low);
      }
      if (moved > most) [place, most] = [{ unit, timeStep }, moved];
    }
  }
  return place;
}
