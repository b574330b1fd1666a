import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend, CreationCounts } from '../backend/backend.ts';
import { ringEntries } from '../model/recordings.ts';
import type { NamedValues } from '../model/parameters.ts';
import { adam } from '../optimizers/adam.ts';
import { checkScaled } from '../testing/close-to.ts';
import { adam as referenceAdam } from '../testing/reference/optimizers.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import { train } from '../testing/reference/train.ts';
import {
  batchSource,
  type Case,
  createTrainer,
  destroyTrainer,
  modelOf,
  randomBatches,
} from '../testing/run-net.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import { someOf } from '../testing/thorough.ts';
import type { Trainer } from './trainer.ts';

let engine: Backend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

function caseOf(changes: Partial<Case> = {}): Case {
  return {
    cell: 'lstm',
    strategy: 'stepwise',
    form: engine.form,
    layers: 1,
    timeSteps: 8,
    batchSize: 5,
    hiddenSize: 18,
    vocabSize: 11,
    embeddingSize: 0,
    ...changes,
  };
}

async function open(c: Case): Promise<Trainer> {
  return createTrainer(engine, c, {
    optimizer: adam,
    parameters: randomParameters(modelOf(c), 3),
    batches: batchSource(randomBatches(c, 7, 5, 0.2)),
    learningRate: 0.01,
    clipNorm: 1,
  });
}

/** Submits steps in chunks of these sizes, again and again. */
function runSteps(trainer: Trainer, steps: number, ...chunks: number[]): void {
  for (let turn = 0; trainer.step < steps; turn++) {
    trainer.run(Math.min(chunks[turn % chunks.length], steps - trainer.step));
  }
}

function bitsOf(parameters: readonly NamedValues[]): number[] {
  return parameters.flatMap(({ values }) => [...new Uint32Array(values.buffer)]);
}

async function finish(trainer: Trainer) {
  const read = await trainer.readLosses();
  const bits = bitsOf(await trainer.net.readParameters());
  return { bits, losses: [...(read?.losses ?? [])], norms: [...(read?.norms ?? [])] };
}

describe('trainer', () => {
  it('asks for every batch once, and for what begins next', async () => {
    const c = caseOf();
    const source = batchSource(randomBatches(c, 7, 5, 0.2));
    const asked: string[] = [];
    const trainer = await createTrainer(engine, c, {
      optimizer: adam,
      parameters: randomParameters(modelOf(c), 3),
      batches: {
        fill(step, into) {
          asked.push(`fill ${step}`);
          source.fill(step, into);
        },
        starts(step, into) {
          asked.push(`starts ${step}`);
          source.starts(step, into);
        },
      },
      learningRate: 0.01,
      clipNorm: 1,
    });
    trainer.run(2);
    trainer.run(1);
    destroyTrainer(trainer);
    expect(asked).toEqual(['starts 1', 'fill 0', 'starts 2', 'fill 1', 'starts 3', 'fill 2']);
  });

  for (const cell of someOf(['gru', 'lstm'])) {
    it(`gives the same bits for chunks of 1, 3 and 8 steps and for slices of a step: ${cell}`, async () => {
      const steps = cell === 'lstm' ? 40 : 24;
      const runs = [];
      for (const chunk of [1, 3, 8]) {
        const trainer = await open(caseOf({ cell, layers: 2 }));
        runSteps(trainer, steps, chunk);
        runs.push(await finish(trainer));
        destroyTrainer(trainer);
      }
      const trainer = await open(caseOf({ cell, layers: 2 }));
      while (trainer.step < steps) {
        trainer.prepare(1);
        const cuts = [0, 1, 7, 8 + (trainer.step % 20), trainer.dispatches];
        cuts.slice(1).forEach((to, cut) => {
          trainer.submit({ steps: 1, from: cuts[cut], to });
        });
      }
      runs.push(await finish(trainer));
      destroyTrainer(trainer);
      expect(runs[0].losses).toHaveLength(steps);
      expect(runs[0].losses[steps - 1]).toBeLessThan(runs[0].losses[0]);
      for (const run of runs.slice(1)) expect(run).toEqual(runs[0]);
    });
  }

  it('gives the same run again after a rewind, bit for bit', async () => {
    const trainer = await open(caseOf({ embeddingSize: 6 }));
    const start = bitsOf(await trainer.net.readParameters());
    runSteps(trainer, 30, 4);
    const first = await finish(trainer);
    trainer.rewind();
    expect(trainer.step).toBe(0);
    expect(bitsOf(await trainer.net.readParameters())).toEqual(start);
    runSteps(trainer, 30, 7);
    const second = await finish(trainer);
    expect(second).toEqual(first);
    expect(second.bits).not.toEqual(start);
    destroyTrainer(trainer);
  });

  it('follows the loss curve, norms and weights of the reference', async () => {
    const settings = { learningRate: 0.01, clipNorm: 1 };
    for (const c of [
      caseOf(),
      caseOf({ cell: 'gru', layers: 2, embeddingSize: 6 }),
      caseOf({ cell: 'rnn-tanh', form: 'registers' }),
    ]) {
      const batches = randomBatches(c, 20, 8, 0.2);
      const parameters = randomParameters(modelOf(c), 3);
      const options = { optimizer: referenceAdam(), ...settings };
      const expected = train(modelOf(c), parameters, batches, options);
      const source = { optimizer: adam, parameters, batches: batchSource(batches), ...settings };
      const trainer = await createTrainer(engine, c, source);
      runSteps(trainer, 20, 8);
      const read = await trainer.readLosses();
      const weights = await trainer.net.readParameters();
      destroyTrainer(trainer);
      expect(read?.skipped).toEqual([]);
      expected.losses.forEach((loss, step) => {
        expect(Math.abs((read?.losses[step] ?? NaN) / loss - 1)).toBeLessThan(1e-3);
        expect(Math.abs((read?.norms[step] ?? NaN) / expected.norms[step] - 1)).toBeLessThan(1e-3);
      });
      for (const { name, values } of weights) {
        checkScaled({ name, got: values, expected: expected.parameters[name] }, 1e-3);
      }
    }
  });

  it('creates nothing while it trains', async () => {
    const trainer = await open(caseOf());
    const before = { ...engine.counts };
    const made = (what: keyof CreationCounts) => engine.counts[what] - before[what];
    runSteps(trainer, 48, 1, 8, 3);
    expect(made('submits')).toBe(12);
    for (let time = 0; time < 4; time++) {
      runSteps(trainer, trainer.step + 8, 8);
      await trainer.readLosses();
    }
    const { buffers, bindGroups, pipelines } = before;
    expect(engine.counts).toMatchObject({ buffers, bindGroups, pipelines });
    expect(made('submits')).toBe(20);
    destroyTrainer(trainer);
  });

  it('accounts for every byte and gives all of them back', async () => {
    expect(engine.liveBytes).toBe(0);
    for (let net = 0; net < 10; net++) {
      const trainer = await open(caseOf({ cell: ['lstm', 'gru'][net % 2], hiddenSize: 16 + net }));
      runSteps(trainer, 4, 3);
      await trainer.readLosses();
      await trainer.net.readParameters();
      const planned = trainer.plan.buffers.reduce((sum, { bytes }) => sum + bytes, 0);
      // the weights are the plan's; beside it there are two staging buffers for the ring
      expect(engine.liveBytes).toBe(planned + 2 * ringEntries * 16);
      destroyTrainer(trainer);
      expect(engine.entries()).toEqual([]);
    }
  });
});
