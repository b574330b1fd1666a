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
  /** Losses of the first steps; ten of them where the budget allows. */
  losses: number[];
  /** Milliseconds of every step taken. */
  steps: number[];
  /** Milliseconds of the steps that count: the last ones, after the first (compiling) and a warm-up. */
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

/**
 * Left out at the start: two steps, since the first one compiles, and all of this time, in which a browser
 * goes on compiling beside the steps; when the budget cuts in, less is left out.
 */
const warmUp = { steps: 2, ms: 500 };

/** Between two reports: what tells them on takes a core for a moment, in the next step's time. */
const reportEveryMs = 1000;

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
  report: (steps: readonly StepReport[]) => void,
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
    const { steps } = result;
    const firstStart = performance.now();
    let warm = 0;
    let told = firstStart;
    let untold: StepReport[] = [];
    const isDone = () =>
      steps.length >= comparedLosses && warm > 0 && steps.length >= warm + request.repeats;
    while (!isDone()) {
      const step = steps.length;
      if (warm === 0 && step >= warmUp.steps && performance.now() - firstStart >= warmUp.ms) {
        warm = step;
      }
      const data = batch(step);
      const before = { ...counters.counts };
      const stepStart = performance.now();
      const loss = await peer.step(data);
      const ms = performance.now() - stepStart;
      result.counts = countsBetween(before, counters.counts);
      if (step < comparedLosses) result.losses.push(loss);
      steps.push(ms);
      untold.push({ loss, ms });
      if (performance.now() - told >= reportEveryMs) {
        report(untold);
        [told, untold] = [performance.now(), []];
      }
      const next = step === 0 ? 0.6 * ms : 1.1 * ms;
      if (performance.now() - start + next > request.budgetMs) {
        result.stoppedByBudget = !isDone();
        break;
      }
    }
    const left = request.budgetMs - (performance.now() - start);
    result.inARow = await measureInARow(peer, batch, result.steps, request.repeats, left);
    peer.destroy?.();
  } catch (error) {
    result.errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  // the last ones: where the budget ended it, one of the two at the start may be among them
  const counted = Math.min(request.repeats, Math.max(1, result.steps.length - warmUp.steps));
  result.warmUpSteps = Math.max(0, result.steps.length - counted);
  result.times = result.steps.slice(result.warmUpSteps);
  result.errors.push(...counters.errors);
  result.liveBytes = counters.liveBytes;
  result.peakBytes = counters.peakBytes;
  result.adapter = counters.adapter;
  return result;
}
