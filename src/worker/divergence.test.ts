/**
 * Which runs are told to have diverged, on the built-in text: those that end above chance, and none
 * that is well. `RUNS=all` makes all of them, of the size that the page begins with: ten minutes.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { cells } from '../cells/index.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { openBook } from '../tasks/language-model/language-model.ts';
import { optimizers } from '../optimizers/index.ts';
import { closeTestEngine } from '../testing/close-engine.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { openTestCpu } from '../testing/test-cpu.ts';
import { FiniteWatch } from '../training/finite-watch.ts';
import { History } from '../training/history.ts';
import type { NamedValues } from '../model/parameters.ts';
import { DivergenceJob } from '../run/divergence-job.ts';
import { buildNet, destroyNet } from '../net/net-builder.ts';

const isAll = process.env.RUNS === 'all';
const sizes = isAll ? {} : { hiddenSize: 16, batchSize: 4, timeSteps: 8 };
const steps = 400;
const stepsAtOnce = 10;
const { signal } = new AbortController();

const backend = isAll ? new WasmBackend() : openTestCpu();
afterAll(() => closeTestEngine(backend));

/** Trains, as the worker does, and says what was told and how it ended. */
async function train(changes: Partial<Settings>, initial?: readonly NamedValues[]) {
  const settings: Settings = { ...defaultSettings(), ...sizes, ...changes };
  const source = { kind: 'builtin', id: 'alice' } as const;
  const text = await openBook(source, settings, { signal, onProgress: () => undefined });
  const built = await buildNet(backend, settings, text, signal, () => undefined, { initial });
  const { net, trainer } = built;
  const clock = new ManualClock();
  const [history, finite] = [new History(), new FiniteWatch()];
  const told: string[] = [];
  const tell = (code = 'well') => told.push(`${trainer.step}: ${code}`);
  const job = new DivergenceJob(built, history, clock, (one) => tell(one?.code));
  let hasFailed = false;
  try {
    await built.checkup.compile();
    while (trainer.step < steps && !hasFailed) {
      trainer.run(stepsAtOnce);
      const { runs, failedAt } = finite.read((await trainer.readLosses())!);
      for (const run of runs) {
        history.append(run);
        job.read(run);
      }
      hasFailed = failedAt !== undefined;
      clock.advance(1000);
      if (job.isDue(true)) job.submit((done) => done(0));
      await job.close();
    }
    const last = history.upTo(Infinity).losses.slice(-50).sort()[25];
    const isAbove = !hasFailed && last > text.info.chanceLoss;
    const weights = await net.readParameters();
    return { told, hasFailed, isAbove, isSound: job.isSound, weights };
  } finally {
    destroyNet(built);
  }
}

const wild = cells.flatMap((cell) =>
  optimizers.map((optimizer) => ({ cell: cell.id, optimizer: optimizer.id })),
);
const rates: Record<string, number> = { sgd: 0.5, momentum: 0.05 };
const sound: Partial<Settings>[] = [
  ...cells.flatMap((cell) => [1, 2, 3].map((layers) => ({ cell: cell.id, layers }))),
  ...['rnn-relu', 'gru', 'lstm'].flatMap((cell) =>
    optimizers.map(({ id: optimizer }) => ({
      ...{ cell, optimizer },
      learningRate: rates[optimizer] ?? 0.002,
    })),
  ),
  { optimizer: 'sgd', learningRate: 1e-5 },
  { memoryBias: 10 },
  { cell: 'rnn-relu', initialisation: 'identity' },
];
const fewWild = [
  { cell: 'lstm', optimizer: 'adam' },
  { cell: 'gru', optimizer: 'sgd' },
  { cell: 'rnn-tanh', optimizer: 'rmsprop' },
];
const fewSound = [
  { cell: 'rnn-relu', layers: 3 },
  { cell: 'lstm', optimizer: 'sgd', learningRate: 0.5 },
  { cell: 'gru-reset-after', layers: 2 },
];

describe('runs at rate 10 without clipping', { timeout: 3_600_000 }, () => {
  it.each(isAll ? wild : fewWild)('are told if they end above chance: %o', async (run) => {
    const { told, isAbove, isSound } = await train({ ...run, learningRate: 10, clipNorm: 0 });
    if (isAll) console.log(JSON.stringify(run), { told, isAbove, isSound });
    if (!isAll) expect(isAbove).toBe(true);
    if (isAbove) {
      expect(told.at(-1)).not.toContain('well');
      expect(isSound).toBe(false);
    }
  });
});

describe('runs that are well', { timeout: 3_600_000 }, () => {
  it.each(isAll ? sound : fewSound)('are left alone: %o', async (run) => {
    const { told, isAbove, isSound } = await train(run);
    if (isAll) console.log(JSON.stringify(run), { told, isAbove, isSound });
    expect(told).toEqual([`${stepsAtOnce}: well`]);
    expect(isSound).toBe(true);
  });

  it('are left alone with weights that were imported', async () => {
    for (const learningRate of isAll ? [0.002, 0.02, 0.1] : [0.02]) {
      const { weights } = await train({ learningRate });
      const again = await train({}, weights);
      expect(again.told).toEqual([`${stepsAtOnce}: well`]);
    }
  });
});
