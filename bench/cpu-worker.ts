/** Our engine on the CPU, in a worker as in the playground: the thread of a page may not wait. */
import { openWasm, startThread } from '../src/backend/wasm/open-wasm.ts';
import { hasRelaxed } from '../src/backend/wasm/relaxed.ts';
import { measureCeiling } from './ceiling.ts';
import type { GpuCounters } from './gpu-counters.ts';
import {
  measure,
  type Measurement,
  type MeasurementRequest,
  type StepReport,
} from './measurement.ts';
import { createOurs } from './ours.ts';

export type CpuRequest =
  | { kind: 'ceiling' }
  /** Threads: instead of one for each core. */
  | { kind: 'measure'; request: MeasurementRequest; threads: number | undefined };

export type CpuAnswer =
  | { kind: 'steps'; steps: readonly StepReport[] }
  | { kind: 'measured'; measurement: Measurement }
  | { kind: 'ceiling'; ceiling: Ceiling };

export interface Ceiling {
  threads: number;
  isRelaxed: boolean;
  /** GFLOP/s of one thread, and of all together. */
  one: number;
  all: number;
}

const say = (answer: CpuAnswer) => postMessage(answer);

addEventListener('message', ({ data }: MessageEvent<CpuRequest>) => {
  if (data.kind === 'ceiling')
    void ceilingHere().then((ceiling) => say({ kind: 'ceiling', ceiling }));
  else {
    const open = () => Promise.resolve(openWasm(data.threads));
    void measure(
      data.request,
      (config) => createOurs(config, 'cpu', open),
      noGpu(),
      (steps) => say({ kind: 'steps', steps }),
    ).then((measurement) => say({ kind: 'measured', measurement }));
  }
});

function noGpu(): GpuCounters {
  const counts = {} as GpuCounters['counts'];
  return { counts, liveBytes: 0, peakBytes: 0, adapter: '', errors: [] };
}

/** Of the threads that ours has. */
async function ceilingHere(): Promise<Ceiling> {
  const backend = openWasm();
  const { threads } = backend;
  backend.destroy();
  const isRelaxed = hasRelaxed();
  const one = await measureCeiling(isRelaxed, 1, startThread);
  const all = threads > 1 ? await measureCeiling(isRelaxed, threads, startThread) : one;
  return { threads, isRelaxed, one, all };
}
