/** One measurement: a peer, a configuration, as many steps as the budget holds. */
import { type Batch, batchStream } from './batches.ts';
import { bytesPerStep, findConfig, flopsPerStep, parameterCount } from './configs.ts';
import { countsBetween, type GpuCounters, type GpuCounts } from './gpu-counters.ts';
import type { Peer, PeerFactory } from './peer.ts';

export interface MeasurementRequest {
  config: string;
  repeats: number;
  budgetMs: number;
}

export interface StepReport {
  loss: number;
  ms: number;
}

export interface Measurement {
  /** From the start to a peer that can train. */
  buildMs: number;
  /** Loss of every step taken; ten of them where the budget allows. */
  losses: number[];
  /** Milliseconds of every step taken. */
  steps: number[];
  /** Milliseconds of the steps that count: after the first (compiling) and a warm-up. */
  times: number[];
  warmUpSteps: number;
  /** Milliseconds per step of chunks of several steps that are read back once, for peers that can. */
  inARow?: { steps: number; times: number[] };
  /** Set when the budget ended the measurement early. */
  stoppedByBudget: boolean;
  /** Asked of WebGPU in the last step. */
  counts: GpuCounts;
  liveBytes: number;
  peakBytes: number;
  adapter: string;
  about: Record<string, string | number>;
  /** How its net is another one: its losses are not compared. */
  differs?: string;
  flops: number;
  bytes: number;
  parameters: number;
  characters: number;
  errors: string[];
}

/** Losses that are compared with the others'. */
const comparedLosses = 10;

/** The first step compiles, the second warms up; when the budget cut in, less is left out. */
function warmUpOf(steps: number): number {
  return Math.max(0, Math.min(2, steps - 1));
}

/** Chunks as long as the page makes them, at most: about half a second. */
const chunkMs = 500;

/** Steps as training makes them: several in one submit, nothing read in between. */
async function measureInARow(
  peer: Peer,
  batch: (step: number) => Batch,
  alone: readonly number[],
  repeats: number,
  budgetMs: number,
): Promise<Measurement['inARow']> {
  const stepMs = alone.at(-1) ?? Infinity;
  const steps = Math.min(peer.maxInARow ?? 0, Math.floor(chunkMs / stepMs));
  if (!peer.stepsInARow || steps < 2 || budgetMs < (repeats + 1) * chunkMs) return undefined;
  const times: number[] = [];
  for (let repeat = 0; repeat <= repeats; repeat += 1) {
    const first = alone.length + repeat * steps;
    const batches = Array.from({ length: steps }, (_, index) => batch(first + index));
    const start = performance.now();
    await peer.stepsInARow(batches);
    times.push((performance.now() - start) / steps);
  }
  return { steps, times: times.slice(1) };
}

export async function measure(
  request: MeasurementRequest,
  createPeer: PeerFactory,
  counters: GpuCounters,
  report: (step: StepReport) => void,
): Promise<Measurement> {
  const start = performance.now();
  counters.errors.length = 0;
  counters.peakBytes = counters.liveBytes;
  const config = findConfig(request.config);
  const batch = batchStream(config);
  const result: Measurement = {
    buildMs: 0,
    losses: [],
    steps: [],
    times: [],
    warmUpSteps: 0,
    stoppedByBudget: false,
    counts: { ...counters.counts },
    liveBytes: 0,
    peakBytes: 0,
    adapter: '',
    about: {},
    flops: flopsPerStep(config),
    bytes: bytesPerStep(config),
    parameters: parameterCount(config),
    characters: config.batchSize * config.timeSteps,
    errors: [],
  };

  try {
    const peer = await createPeer(config);
    result.buildMs = performance.now() - start;
    result.about = peer.about;
    result.differs = peer.differs;
    const wanted = Math.max(comparedLosses, 2 + request.repeats);
    for (let step = 0; step < wanted; step += 1) {
      const data = batch(step);
      const before = { ...counters.counts };
      const stepStart = performance.now();
      const loss = await peer.step(data);
      const ms = performance.now() - stepStart;
      result.counts = countsBetween(before, counters.counts);
      result.losses.push(loss);
      result.steps.push(ms);
      report({ loss, ms });
      const next = step === 0 ? 0.6 * ms : 1.1 * ms;
      if (performance.now() - start + next > request.budgetMs) {
        result.stoppedByBudget = step + 1 < wanted;
        break;
      }
    }
    const left = request.budgetMs - (performance.now() - start);
    result.inARow = await measureInARow(peer, batch, result.steps, request.repeats, left);
    peer.destroy?.();
  } catch (error) {
    result.errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  result.warmUpSteps = warmUpOf(result.steps.length);
  result.times = result.steps.slice(result.warmUpSteps, result.warmUpSteps + request.repeats);
  result.errors.push(...counters.errors);
  result.liveBytes = counters.liveBytes;
  result.peakBytes = counters.peakBytes;
  result.adapter = counters.adapter;
  return result;
}
