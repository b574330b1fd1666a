/** The self-test on the CPU: kernels that are right pass, and each wrong one is refused. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { KernelStore, type StoredKernel } from '../backend/wasm/kernel-store.ts';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { cells } from '../cells/index.ts';
import { defaultSettings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import type { KernelSource } from '../graph/kernel-source.ts';
import { schedule } from '../graph/schedule.ts';
import { optimizers } from '../optimizers/index.ts';
import { trainingGraph } from '../testing/model-graphs.ts';
import { startThread } from '../testing/node-threads.ts';
import { wrongSources } from '../testing/wrong-sources.ts';
import { assertSound, compareStep, type Tested, worstOf } from './self-test.ts';

const right = new KernelStore();
const opened: WasmBackend[] = [];
const started = (backend: WasmBackend) => {
  opened.push(backend);
  return backend;
};
const alone = started(new WasmBackend({ store: right }));
afterAll(() => {
  for (const backend of opened) {
    const left = backend.liveBytes;
    backend.destroy();
    expect(left).toBe(0);
  }
});

/** A compiler that gets a kernel wrong; those that it gets right are compiled already. */
class WrongStore extends KernelStore {
  readonly #change: (text: string) => string;
  /** Kernels that it got wrong. */
  changed = 0;

  constructor(change: (text: string) => string) {
    super();
    this.#change = change;
  }

  override get(source: KernelSource): Promise<StoredKernel> {
    const file = this.#change(source.file);
    const libraries = source.libraries.map(this.#change);
    const isWrong =
      file !== source.file || libraries.some((one, at) => one !== source.libraries[at]);
    if (!isWrong) return right.get(source);
    this.changed++;
    return super.get({ ...source, file, libraries });
  }
}

function testedOf(on: Backend, id: string, optimizerId = 'adam', layers = 1): Tested {
  const cell = cells.find((one) => one.id === id) as (typeof cells)[number];
  const optimizer = optimizers.find((one) => one.id === optimizerId) as (typeof optimizers)[number];
  const shape = {
    cell,
    layers,
    hiddenSize: 128,
    vocabSize: 70,
    embeddingSize: layers > 1 ? 16 : 0,
    learnsInitialState: true,
  };
  const unrolling = {
    timeSteps: 32,
    batchSize: 32,
    strategy: 'step',
    hasDropout: layers > 1,
  } as const;
  const { graph } = trainingGraph(shape, unrolling, optimizer);
  const form = on.form;
  const plan = schedule(graph, { name: 'training', slots: 1, limits: on.limits, form });
  return {
    net: { backend: on, shape, optimizer, form },
    plan,
    tuning: tuningOf(defaultSettings()),
  };
}

describe('self-test on the CPU', { timeout: 120_000 }, () => {
  for (const [index, { id }] of cells.entries()) {
    const optimizer = optimizers[index % optimizers.length].id;
    it(`gives what the same step by hand gives, ${id}, ${optimizer}`, async () => {
      const tested = testedOf(alone, id, optimizer, 1 + (index % 3));
      await assertSound(tested);
      const worst = (await compareStep(tested)).map(worstOf);
      expect(worst.length).toBeGreaterThan(10);
      // a twentieth of what it allows, as on the GPU
      for (const { name, off } of worst) expect(off, name).toBeLessThan(5e-6);
    });
  }

  it('passes with threads too', async () => {
    const two = started(new WasmBackend({ threads: 2, start: startThread }));
    await assertSound(testedOf(two, 'lstm'));
    expect(two.loss).toBeUndefined();
  });

  for (const [what, from, to] of [
    ...wrongSources,
    ['a product', 'left_at[item]++;', 'left_at[item] += select(1u, 2u, k == 3u);'],
  ]) {
    it(`refuses a compiler that gets ${what} wrong, once and for all`, async () => {
      const store = new WrongStore((text) => text.replace(from, to));
      const wrong = testedOf(started(new WasmBackend({ store })), 'lstm');
      const message =
        /^wrong numbers: engine cpu, .*, kernels cpu, cell lstm, number .*, right [-.e\d]+$/;
      await expect(assertSound(wrong)).rejects.toThrow(message);
      await expect(assertSound(wrong)).rejects.toThrow(message);
      expect(store.changed).toBeGreaterThan(0);
    });
  }
});
