/** What pins change: the values with them less those without, on a scale symmetric about 0. */
import type { TraceInfo } from '../../protocol/catalogue.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import type { Trace } from './traces.ts';
import { largest } from './unit-order.ts';

/** Traces without a counterpart stay as they are. */
export function differences(traces: readonly Trace[], { unpinned }: GatesFrame): Trace[] {
  return traces.map((trace) => {
    const free = unpinned?.traces.find(({ id }) => id === trace.info.id);
    if (!free) return trace;
    const values = trace.values.map((value, at) => value - free.values[at]);
    const high = largest(values);
    const info: TraceInfo = { ...trace.info, symbol: `Δ${trace.info.symbol}`, scale: 'free' };
    return { ...trace, info, values, low: -high, high };
  });
}
