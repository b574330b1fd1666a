/** Jobs of the worker on stand-ins for the GPU and a clock that only the check moves. */
import { copiedTextSlices } from '../../data/copied-text.ts';
import { Characters } from '../../data/tokens/characters.ts';
import { DeviceLostError } from '../../lib/errors.ts';
import { pause } from '../../lib/slices.ts';
import { History } from '../../training/history.ts';
import { DivergenceJob } from '../../run/divergence-job.ts';
import { LossReader } from '../../run/loss-reader.ts';
import type { BuiltNet } from '../../net/net-builder.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import type { Divergence } from '../../protocol/training.ts';
import { SampleJob } from '../../run/sample-job.ts';
import { SnapshotJob } from '../../run/snapshot-job.ts';
import { SpeedMeter } from '../../run/speed-meter.ts';
import { ValidationJob } from '../../run/validation-job.ts';
import type { Evaluation } from '../../training/evaluator.ts';
import type { LiveNet, View } from '../../views/view.ts';
import { ViewRunner } from '../../views/view-runner.ts';
import { DeviationError } from '../close-to.ts';
import { ManualClock } from '../manual-clock.ts';
import { patchedModule } from '../patched-module.ts';
import type { SourcePatch } from '../planted-bugs.ts';

/** What awaits only what is there already has gone on after this. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));

/** What is waited for, if it comes at all: turns of the event loop are counted, never time. */
export async function soon<Result>(wanted: Promise<Result>): Promise<Result> {
  const state = { isThere: false };
  const seen = wanted.finally(() => (state.isThere = true));
  seen.catch(() => undefined);
  for (let turns = 0; turns < 1000 && !state.isThere; turns++) {
    await (turns < 20 ? settle() : pause());
  }
  if (!state.isThere) throw new DeviationError('what is waited for never comes');
  return seen;
}

export async function loaded<Module extends object>(
  patch: SourcePatch | undefined,
  file: string,
  own: Module,
): Promise<Module> {
  return patch ? patchedModule<Module>(file, patch) : own;
}

/** A validation of six slices, on a job whose training the check pretends. */
export async function validation(patch: SourcePatch | undefined) {
  const file = 'src/run/validation-job.ts';
  const module = await loaded(patch, file, { ValidationJob });
  const clock = new ManualClock();
  clock.advance(700);
  const messages: WorkerMessage[] = [];
  const counts = { begun: [] as number[], chunks: 0, step: 0 };
  const evaluator = {
    isCompiled: true,
    hasText: true,
    isReady: true,
    hasMetrics: false,
    begin: (limit: number) => {
      counts.begun.push(limit);
      counts.chunks = 0;
    },
    runChunk: () => counts.chunks++,
    get isComplete() {
      return counts.chunks === 6;
    },
    finish: (): Promise<Evaluation> => Promise.resolve({ loss: 1.5, tokens: 10, total: 20 }),
  };
  const job = new module.ValidationJob(
    { evaluator, snapshots: { ready: true } } as unknown as BuiltNet,
    (message) => messages.push(message),
    () => counts.step,
    clock,
  );
  return {
    ...{ clock, counts, evaluator, job, messages },
    train: (steps: number, ms: number) => {
      for (let made = 0; made < steps; made++) {
        counts.step++;
        clock.advance(ms);
        job.noteTraining(ms);
        job.noteStep();
      }
    },
    /** One slice that took so long. */
    slice: (ms: number) => {
      job.submit((done) => done(ms));
      clock.advance(ms);
    },
  };
}

/** A view whose frames the check finishes; frames are wishes with the step that they are of. */
export async function frames(patch: SourcePatch | undefined) {
  const module = await loaded(patch, 'src/views/view-runner.ts', { ViewRunner });
  const clock = new ManualClock();
  clock.advance(50);
  const shown: { id: number; isStill: boolean; step: number }[] = [];
  const made = {
    ...{ sources: 0, stopped: 0, destroyed: 0, step: 1 },
    ...{ isEmpty: false, isUnknown: false, takesOther: false },
  };
  const frameOf = (isStill: boolean) => (step: number) =>
    ({ isStill, step }) as unknown as GatesFrame;
  const view: View<'gates'> = {
    interval: 200,
    timeShare: 0.12,
    heedsPins: true,
    open() {
      made.sources++;
      const frame = frameOf(true);
      if (made.isUnknown) return Promise.resolve(null);
      if (made.isEmpty) return Promise.resolve({ frame });
      const next = (step: number) => Promise.resolve(frameOf(false)(step));
      return Promise.resolve({
        next,
        take: () => made.takesOther,
        stop: () => made.stopped++,
        destroy: () => made.destroyed++,
      });
    },
  };
  const backend = { settled: () => Promise.resolve() };
  const runner = new module.ViewRunner<'gates'>(view, {
    ...{ clock, step: () => made.step },
    live: () => ({ net: { backend } }) as unknown as LiveNet,
    show: (id, frame) =>
      shown.push({ id, ...(frame as unknown as { isStill: boolean; step: number }) }),
  });
  return {
    ...{ clock, runner, shown, made },
    submit: async (ms: number) => {
      runner.submit((done) => done(ms));
      await settle();
    },
  };
}

/** A sample that the check draws, of a text of so many characters, all alike. */
export async function sample(patch: SourcePatch | undefined, characters = 2) {
  const module = await loaded(patch, 'src/run/sample-job.ts', { SampleJob });
  const clock = new ManualClock();
  clock.advance(50);
  const messages: WorkerMessage[] = [];
  const asked: number[] = [];
  const sampler = {
    ...{ isCompiled: true, ready: true, remaining: 0, temperature: 1, topK: 0 },
    start: (request: { length: number }) => (sampler.remaining = request.length),
    run(count: number) {
      asked.push(count);
      const drawn = Math.min(count, sampler.remaining);
      sampler.remaining -= drawn;
      const draw = { token: 0, rank: 1, probability: 1, top: [] };
      return Promise.resolve([Array.from({ length: drawn }, () => draw)]);
    },
  };
  const tokens = Characters.fromText('a');
  const data = {
    ...{ inputs: tokens, targets: tokens, beginning: () => Uint32Array.of(0) },
    copied: (drawn: Uint32Array) => copiedTextSlices(drawn, new Uint8Array(characters)),
  };
  const { cells } = await import('../../cells/index.ts');
  const shape = { cell: cells[0], layers: 1, hiddenSize: 1, vocabSize: 1, embeddingSize: 0 };
  const job = new module.SampleJob(
    { sampler, net: { shape }, data } as unknown as BuiltNet,
    (message) => messages.push(message),
    () => 3,
    clock,
  );
  return {
    ...{ clock, job, messages, asked, sampler },
    draw: (length: number) =>
      job.draw({ type: 'sample.draw', prompt: '', temperature: 1, topK: 0, length, seed: 1 }),
    submit: async (ms: number, isTraining: boolean) => {
      job.submit((done) => done(ms), isTraining);
      await settle();
    },
  };
}

/** Characters per second and seconds of a meter for 10 characters a step. */
export async function meter(patch: SourcePatch | undefined) {
  const module = await loaded(patch, 'src/run/speed-meter.ts', { SpeedMeter });
  const clock = new ManualClock();
  clock.advance(123);
  return { clock, speed: new module.SpeedMeter(10, clock) };
}

export async function reader(patch: SourcePatch | undefined) {
  const module = await loaded(patch, 'src/run/loss-reader.ts', { LossReader });
  const clock = new ManualClock();
  clock.advance(1000);
  const history = new History();
  const told: { runs: number[]; failures: number[]; reads: number } = {
    runs: [],
    failures: [],
    reads: 0,
  };
  const source = { made: 0, read: 0, busy: 0, skips: new Set<number>() };
  const trainer = {
    readLosses() {
      const [firstStep, end] = [source.read, source.made];
      if (firstStep === end || source.busy-- > 0) return Promise.resolve(undefined);
      source.read = end;
      const losses = Float32Array.from({ length: end - firstStep }, (_, at) => firstStep + at);
      const skipped = [...source.skips].filter((step) => step >= firstStep && step < end);
      return Promise.resolve({ firstStep, losses, norms: losses.slice(), skipped });
    },
  };
  const losses = new module.LossReader(trainer, history, clock, {
    onLosses(run) {
      history.append(run);
      told.runs.push(run.firstStep);
    },
    onFailure: (step) => told.failures.push(step),
    onRead: () => told.reads++,
  });
  return { clock, losses, source, told, history };
}

/** Copies of a run that the check pretends; they arrive when it lets them. */
export async function copies(patch: SourcePatch | undefined) {
  const { SnapshotJob: Job } = await loaded(patch, 'src/run/snapshot-job.ts', {
    SnapshotJob,
  });
  const run = {
    ...{ step: 0, isSound: true, read: [] as number[] },
    failure: undefined as Error | undefined,
    states: [] as { values: Float32Array }[],
  };
  const trainer = {
    get step() {
      return run.step;
    },
  };
  const take = () =>
    run.failure
      ? Promise.reject(run.failure)
      : Promise.resolve({ step: run.step, states: run.states });
  const job = new Job(
    { trainer, snapshots: { ready: true, take } } as unknown as BuiltNet,
    (step) => {
      run.read.push(step);
      return Promise.resolve();
    },
    () => run.isSound,
  );
  return {
    ...{ job, run },
    /** As the run is now; `meanwhile` happens before the copy is there. */
    copy: async (meanwhile: () => void = () => undefined) => {
      const wanted = job.want();
      job.submit(() => undefined);
      meanwhile();
      return (await soon(wanted)).step;
    },
  };
}

/** A job that looks at two layers of two ReLU units, whose outputs the check makes up. */
export async function divergence(patch: SourcePatch | undefined) {
  const { DivergenceJob: Job } = await loaded(patch, 'src/run/divergence-job.ts', {
    DivergenceJob,
  });
  const { cells } = await import('../../cells/index.ts');
  const clock = new ManualClock();
  clock.advance(50);
  const told: (Divergence | null)[] = [];
  const run = { step: 0, values: [1, 1], asked: [] as number[][] };
  const trainer = {
    get step() {
      return run.step;
    },
  };
  const layerOf = (value: number) => [{ id: 'hidden', values: new Float32Array(6).fill(value) }];
  const checkup = {
    isCompiled: true,
    ready: true,
    run(layers: number[]) {
      run.asked.push(layers);
      return Promise.resolve(run.values.map((value) => ({ traces: layerOf(value) })));
    },
  };
  const cell = cells.find(({ id }) => id === 'rnn-relu');
  const net = { shape: { cell, hiddenSize: 2, layers: 2 } };
  const data = { info: { chanceLoss: 2 } };
  const history = new History();
  const job = new Job(
    { trainer, checkup, net, data } as unknown as BuiltNet,
    history,
    clock,
    (one) => told.push(one),
  );
  return {
    ...{ clock, job, told, run, history },
    look: async (ms: number, meanwhile: () => void = () => undefined) => {
      job.submit((done) => done(ms));
      meanwhile();
      await settle();
    },
  };
}

/**
 * What nobody catches from now on, where there is no device: what one gives back no more is of a
 * session that was closed before.
 */
export function reportedProblems(): unknown[] {
  const problems: unknown[] = [];
  globalThis.reportError = (error) => {
    if (!(error instanceof DeviceLostError)) problems.push(error);
  };
  return problems;
}
