/** The page of the bench: counts first, then whatever peer is asked for. */
import type { Ceiling, CpuAnswer, CpuRequest } from './cpu-worker.ts';
import { installGpuCounters } from './gpu-counters.ts';
import {
  measure,
  type Measurement,
  type MeasurementRequest,
  type StepReport,
} from './measurement.ts';
import { peerFactories, type PeerName } from './peer.ts';

/** Threads of ours on the CPU; undefined: one for each core. */
const threadsOf = { oursCpu: undefined, oursCpu1: 1 };
type CpuPeer = keyof typeof threadsOf;

declare global {
  interface Window {
    measure(request: MeasurementRequest & { peer: PeerName | CpuPeer }): Promise<Measurement>;
    measureCeiling(): Promise<Ceiling>;
    /** Given by whoever drives the page, so that steps are known even if the page never answers. */
    reportSteps?: (steps: readonly StepReport[]) => void;
  }
}

const counters = installGpuCounters();
const report = (steps: readonly StepReport[]) => window.reportSteps?.(steps);

/** The answer to a request of that kind, from a worker of its own. */
function askCpu<Kind extends CpuAnswer['kind']>(request: CpuRequest, kind: Kind) {
  type Answer = Extract<CpuAnswer, { kind: Kind }>;
  const worker = new Worker(new URL('./cpu-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Answer>((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = ({ data }: MessageEvent<CpuAnswer>) => {
      if (data.kind === kind) resolve(data as Answer);
      else if (data.kind === 'steps') report(data.steps);
    };
    worker.postMessage(request);
  });
}

const isOnCpu = (peer: PeerName | CpuPeer): peer is CpuPeer => peer in threadsOf;

window.measure = async ({ peer, ...request }) => {
  if (!isOnCpu(peer)) return measure(request, peerFactories[peer], counters, report);
  const asked: CpuRequest = { kind: 'measure', request, threads: threadsOf[peer] };
  return (await askCpu(asked, 'measured')).measurement;
};
window.measureCeiling = async () => (await askCpu({ kind: 'ceiling' }, 'ceiling')).ceiling;
