/**
 * A run at work on a net that only counts: what decides what is done next is all there, on a clock
 * that only the check moves, and there is no GPU.
 */
import { stretch } from '../../data/sequences.ts';
import { Characters } from '../../data/tokens/characters.ts';
import { lstm } from '../../cells/lstm.ts';
import { defaultSettings } from '../../config/settings.ts';
import { tuningOf } from '../../config/tuning.ts';
import { languageModel } from '../../model/language-model.ts';
import type { NamedValues } from '../../model/parameters.ts';
import type { Snapshot } from '../../training/snapshots.ts';
import type { Slice } from '../../training/trainer.ts';
import type { BuiltNet } from '../../net/net-builder.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import type { RunOptions } from '../../run/run-options.ts';
import { Run } from '../../run/run.ts';
import { ManualClock } from '../manual-clock.ts';
import type { SourcePatch } from '../planted-bugs.ts';
import { loaded, reportedProblems, settle, soon } from './jobs.ts';

/** Values whose name says what they are, and of which step. */
const named = (what: string, step: number): NamedValues[] => [
  { name: `${what} of ${step}`, shape: [1], values: new Float32Array(1) },
];

export function copyOf(step: number): Snapshot {
  return {
    ...{ step, tuning: tuningOf(defaultSettings()) },
    ...{ weights: named('weights', step), states: named('states', step) },
    moments: [{ order: 1, values: named('moments', step) }],
  };
}

/**
 * @param options.stepMs what a step takes
 * @param options.sampler what draws the diary, which is off without one
 */
export async function stagedRun(
  patch: SourcePatch | undefined,
  options: RunOptions & { stepMs?: number; step?: number; sampler?: object } = {},
) {
  const { Run: Subject } = await loaded(patch, 'src/run/run.ts', { Run });
  const clock = new ManualClock();
  clock.advance(300);
  clock.pause = async () => {
    await settle();
  };
  const messages: WorkerMessage[] = [];
  /** What was done to the net, in words. */
  const done: string[] = [];
  /** The loss of each step, counted from 1. */
  const net = {
    ...{
      lossOf: (step: number): number => Math.sign(step),
      steps: [] as number[],
      refreshed: 0,
      read: 0,
      /** Milliseconds that what else is under way takes. */
      otherMs: 0,
    },
    /** Copies that are taken from now on arrive after this. */
    copies: Promise.resolve(),
  };
  let finish: (() => void)[] = [];
  let underWay = 0;
  const backend = { settled: () => new Promise<void>((resolve) => finish.push(resolve)) };
  const problems = reportedProblems();
  const isCompiled = true;
  const compile = () => Promise.resolve();
  const destroy = () => undefined;
  const trainer = {
    step: options.step ?? 0,
    dispatches: 4,
    plan: { slots: 32 },
    tuning: { ...tuningOf(defaultSettings()), learningRate: 0.5 },
    prepare: () => undefined,
    submit({ steps, to }: Slice) {
      underWay += steps;
      if (to === trainer.dispatches) trainer.step += steps;
      if (to === trainer.dispatches) net.steps.push(steps);
    },
    tune: (tuning: object) => Object.assign(trainer.tuning, tuning),
    rewind() {
      done.push('rewind');
      trainer.step = net.read = 0;
    },
    resume(step: number, states: readonly NamedValues[]) {
      done.push(`resume at ${step} from ${states.map(({ name }) => name).join()}`);
      trainer.step = net.read = step;
    },
    async readLosses() {
      const [firstStep, end] = [net.read, trainer.step];
      if (firstStep === end) return undefined;
      net.read = end;
      const losses = Float32Array.from({ length: end - firstStep }, (_, at) =>
        net.lossOf(firstStep + at + 1),
      );
      await settle();
      return { firstStep, losses, norms: losses.slice(), skipped: [] };
    },
    destroy,
  };
  const evaluation = { begun: [] as number[], chunks: 0, loss: 1.5 };
  const evaluator = {
    ...{ isCompiled, compile, destroy, hasText: true, isReady: true, hasMetrics: false },
    begin(limit: number) {
      evaluation.begun.push(limit);
      evaluation.chunks = 0;
    },
    runChunk: () => evaluation.chunks++,
    get isComplete() {
      return evaluation.chunks === 3;
    },
    finish: () => Promise.resolve({ loss: evaluation.loss, tokens: 10, total: 20 }),
  };
  const tokens = Characters.fromText('abc');
  const shape = { cell: lstm, layers: 1, hiddenSize: 2, vocabSize: 3, embeddingSize: 0 };
  const built = {
    net: {
      ...{ backend, destroy, shape, model: languageModel(shape) },
      plan: () => undefined,
      // nothing more of the net is ever made
      space: { allocate: () => new Promise(() => undefined) },
      write: (weights: NamedValues[], moments: Snapshot['moments']) =>
        done.push(
          [weights, ...moments.map(({ values }) => values)]
            .map((all) => all.map(({ name }) => name).join())
            .join(' and '),
        ),
    },
    ...{ trainer, evaluator },
    settings: { ...defaultSettings(), diary: options.sampler ? 'on' : 'off' },
    sampler: Object.assign(options.sampler ?? {}, { isCompiled, compile, destroy }),
    checkup: {
      ...{ isCompiled, compile, destroy, ready: true },
      run: (layers: number[]) => Promise.resolve(layers.map(() => ({ traces: [] }))),
    },
    snapshots: {
      ...{ ready: true, destroy },
      take() {
        const copy = copyOf(trainer.step);
        return net.copies.then(() => copy);
      },
    },
    batches: { tokensPerStep: 10, epoch: (step: number) => step / 8 },
    data: {
      ...{ info: { chanceLoss: 2 }, inputs: tokens, targets: tokens },
      ...{ beginning: () => Uint32Array.of(0), line: () => stretch([0]) },
    },
  } as unknown as BuiltNet;
  const run = new Subject(built, (message) => messages.push(message), { clock, ...options });
  run.views.refresh = () => (net.refreshed += 1);

  /** Submits are done, one by one; a step takes its time. */
  const turn = async (): Promise<void> => {
    clock.advance(underWay * (options.stepMs ?? 1) + net.otherMs);
    underWay = net.otherMs = 0;
    const all = finish;
    finish = [];
    for (const resolve of all) resolve();
    await settle();
    await settle();
    if (problems.length > 0) throw problems[0];
  };
  const turns = async (count: number): Promise<void> => {
    for (let made = 0; made < count; made++) await turn();
  };
  return {
    ...{ clock, messages, done, net, run, trainer, evaluation, turns },
    get progress() {
      return messages.findLast((one) => one.type === 'training.progress')?.progress;
    },
    ofType<Type extends WorkerMessage['type']>(type: Type) {
      return messages.filter(
        (one): one is Extract<WorkerMessage, { type: Type }> => one.type === type,
      );
    },
    /** Lets the GPU work while something is waited for. */
    async until<Result>(wanted: Promise<Result>): Promise<Result> {
      const state = { isThere: false };
      const seen = wanted.finally(() => (state.isThere = true));
      for (let made = 0; made < 200 && !state.isThere; made++) await turn();
      return soon(seen);
    },
  };
}
