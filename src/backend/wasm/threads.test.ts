/** The same bits, whoever computes which part in which order. */
import { afterAll, describe, expect, it } from 'vitest';
import { cells } from '../../cells/index.ts';
import type { Plan } from '../../graph/plan.ts';
import { schedule } from '../../graph/schedule.ts';
import { uniformFloats } from '../../lib/random.ts';
import { trainingGraph } from '../../model/language-model.ts';
import { adam } from '../../optimizers/adam.ts';
import { startThread } from '../../testing/node-threads.ts';
import { uniformNumbers } from '../../testing/reference/random-model.ts';
import { ChunkInputs } from '../../training/chunk-inputs.ts';
import { KernelStore } from './kernel-store.ts';
import { PlanRunner } from './plan-runner.ts';

const limits = { maxBufferBytes: 2 ** 28, maxBindingBytes: 2 ** 27 };
const alone = new KernelStore();
const shared = new KernelStore({ isShared: true });
const checked = new KernelStore({ isShared: true, checksIndices: true });
const others = [startThread(), startThread()];

afterAll(async () => {
  await Promise.all(others.map((thread) => thread.terminate()));
});

function planOf(cell: (typeof cells)[number]) {
  const shape = { cell, layers: 2, hiddenSize: 30, vocabSize: 9, embeddingSize: 0 };
  const unrolling = { timeSteps: 5, batchSize: 7, strategy: 'step' } as const;
  const record = trainingGraph(shape, unrolling, adam);
  const plan = schedule(record.graph, { name: 'training', slots: 1, limits, form: 'cpu' });
  return { plan, record };
}

function fill(runner: PlanRunner, plan: Plan, record: ReturnType<typeof planOf>['record']): void {
  const parameters = runner.memory.buffer('parameters');
  parameters.set(uniformFloats(7, 0, parameters.length, -0.4, 0.4));
  const inputs = new ChunkInputs(plan);
  for (const tensor of [record.inputs.tokens, record.inputs.targets]) {
    inputs.words(0, tensor).forEach((_, at, words) => (words[at] = (5 * at + 3) % 9));
  }
  const numbers = { inverse_count: 1 / 35, learning_rate: 0.01 };
  inputs.setNumbers(0, { ...numbers, bias_correction_1: 0.1, bias_correction_2: 0.001 });
  runner.memory.upload(inputs.first(1));
}

/** Parameters after three steps, as bits, and the loss. */
function results(runner: PlanRunner, record: ReturnType<typeof planOf>['record']) {
  const bits = (floats: Float32Array<ArrayBufferLike>) => new Uint32Array(floats.slice().buffer);
  return {
    parameters: bits(runner.memory.buffer('parameters')),
    loss: runner.memory.floats(record.ring)[0],
  };
}

describe('threads', () => {
  for (const cell of cells) {
    it(`give the same bits as one, in any order, for ${cell.id}`, async () => {
      const { plan, record } = planOf(cell);
      const all = [];
      for (const threads of [[], others.slice(0, 1), others]) {
        const runner = await PlanRunner.create(plan, threads.length > 0 ? shared : alone, threads);
        fill(runner, plan, record);
        for (let step = 0; step < 3; step++) runner.run();
        runner.release();
        all.push(results(runner, record));
      }
      const shuffled = await PlanRunner.create(plan, alone);
      fill(shuffled, plan, record);
      for (let step = 0; step < 3; step++) runShuffled(shuffled, step);
      all.push(results(shuffled, record));
      const [one, ...rest] = all;
      expect(one.loss).toBeGreaterThan(0.5);
      for (const other of rest) expect(other).toEqual(one);
    });
  }

  it('say that one has failed, and answer afterwards', async () => {
    const { plan, record } = planOf(cells[0]);
    const runner = await PlanRunner.create(plan, checked, others);
    fill(runner, plan, record);
    // a table that says that nothing is bound
    const { memory } = runner;
    const { table } = runner.launches[0];
    const words = new Uint32Array(memory.memory.buffer, table, 24);
    const before = words.slice();
    for (let word = 5; word < 24; word += 2) words[word] = 0;
    expect(() => runner.run()).toThrow('backend/wasm: a thread failed');
    words.set(before);
    runner.release();
    const again = await PlanRunner.create(plan, shared, others);
    fill(again, plan, record);
    again.run();
    again.release();
    expect(again.memory.floats(record.ring)[0]).toBeGreaterThan(0.5);
  });
});

/** Every workgroup for itself, in an order drawn anew. */
function runShuffled({ launches, memory }: PlanRunner, seed: number): void {
  const next = uniformNumbers(seed + 1);
  for (const { run, table, total } of launches) {
    const order = Array.from({ length: total }, (_, index) => ({ index, at: next() }));
    for (const { index } of order.sort((a, b) => a.at - b.at)) {
      run(table, memory.stepAt(0), memory.frames[0], index, index + 1);
    }
  }
}
