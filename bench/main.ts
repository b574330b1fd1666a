/** The page of the bench: counts first, then whatever peer is asked for. */
import { benchConfigs } from './configs.ts';
import { installGpuCounters } from './gpu-counters.ts';
import {
  measure,
  type Measurement,
  type MeasurementRequest,
  type StepReport,
} from './measurement.ts';
import { peerFactories, type PeerName } from './peer.ts';

declare global {
  interface Window {
    measure(request: MeasurementRequest & { peer: PeerName }): Promise<Measurement>;
    configTitles: Record<string, string>;
    /** Given by whoever drives the page, so that steps are known even if the page never answers. */
    reportStep?: (step: StepReport) => void;
  }
}

const counters = installGpuCounters();
window.configTitles = Object.fromEntries(benchConfigs.map(({ id, title }) => [id, title]));
window.measure = (request) =>
  measure(request, peerFactories[request.peer], counters, (step) => window.reportStep?.(step));
