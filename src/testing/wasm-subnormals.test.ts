/** What decays comes to nothing: numbers below full precision take a processor many times as long. */
import { afterAll, describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { schedule } from '../graph/schedule.ts';
import { uniformFloats } from '../lib/random.ts';
import { adam } from '../optimizers/adam.ts';
import { trainingGraph } from './model-graphs.ts';
import { ChunkInputs } from '../training/chunk-inputs.ts';
import type { Section, SharedKind } from '../backend/backend.ts';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';

const backend = new WasmBackend();
afterAll(() => backend.destroy());

/** How many numbers lie between 0 and the smallest of full precision. */
const between = (values: Float32Array) =>
  values.reduce((sum, value) => sum + (value !== 0 && Math.abs(value) < 2 ** -126 ? 1 : 0), 0);

/** @param share of each loss in the mean: gradients are as small */
async function openRun(cell: (typeof cells)[number], symbols: number, share = 1 / 32) {
  const shape = { cell, layers: 1, hiddenSize: 12, vocabSize: 9, embeddingSize: 0 };
  const unrolling = { timeSteps: 8, batchSize: 4, strategy: 'stepwise' } as const;
  const record = trainingGraph(shape, unrolling, adam);
  const options = { name: 'training', slots: 1, limits: backend.limits, form: 'cpu' } as const;
  const plan = schedule(record.graph, options);
  const bytes = Object.fromEntries(plan.buffers.map((buffer) => [buffer.kind, buffer.bytes]));
  const { parameters, gradients, moments } = bytes;
  const space = await backend.openSpace('test', { parameters, gradients, moments });
  const runner = await space.allocate(plan);
  await runner.compile();
  const inputs = new ChunkInputs(plan);
  for (const tensor of [record.inputs.tokens, record.inputs.targets]) {
    inputs.words(0, tensor).forEach((_, at, words) => (words[at] = (5 * at + 3) % symbols));
  }
  const numbers = { inverse_count: share, learning_rate: 0.001 };
  inputs.setNumbers(0, { ...numbers, bias_correction_1: 1, bias_correction_2: 1 });
  const section = (kind: SharedKind) => space.shared(kind) as Section;
  return {
    /** @param scale of the uniform numbers that it begins with */
    fill: (kind: SharedKind, scale: number) =>
      space.write(
        section(kind),
        uniformFloats(7, 0, section(kind).bytes / 4, kind === 'moments' ? 0 : -scale, scale),
      ),
    read: async (kind: SharedKind) => new Float32Array(await space.read(section(kind))),
    step() {
      runner.upload(inputs.first(1));
      runner.run({});
    },
    close() {
      runner.destroy();
      space.destroy();
    },
  };
}

describe('a step of training', { timeout: 60_000 }, () => {
  for (const cell of cells) {
    it(`keeps no gradient that has vanished: ${cell.id}`, async () => {
      // around the smallest number of full precision, and further back in time far below
      const run = await openRun(cell, 9, 1e-36);
      run.fill('parameters', 0.3);
      run.step();
      const gradients = await run.read('gradients');
      expect(between(gradients)).toBe(0);
      expect(gradients.filter((value) => value !== 0).length).toBeGreaterThan(10);
      expect(gradients.every(Number.isFinite)).toBe(true);
      run.close();
    });
  }

  it('lets moments decay to 0 where no gradient comes any more, and leaves those parameters', async () => {
    const [cell] = cells;
    // two of nine symbols occur
    const run = await openRun(cell, 2);
    run.fill('parameters', 0.3);
    run.fill('moments', 1e-36);
    run.step();
    const before = await run.read('parameters');
    for (let step = 0; step < 60; step++) {
      run.step();
      expect(between(await run.read('moments'))).toBe(0);
    }
    const moments = await run.read('moments');
    const after = await run.read('parameters');
    // 0.9^61 of 1e-36 is not there any more; its square, which decays by a thousandth, is
    const first = moments.subarray(0, after.length);
    const still = first.reduce<number[]>(
      (all, value, at) => (value === 0 ? [...all, at] : all),
      [],
    );
    expect(still.length).toBeGreaterThan(50);
    for (const at of still) expect(after[at]).toBe(before[at]);
    run.close();
  });
});
