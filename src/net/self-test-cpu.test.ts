/** The self-test on the CPU: kernels that are right pass, and each wrong one is refused. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { KernelStore, type StoredKernel } from '../backend/wasm/kernel-store.ts';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import type { Cell } from '../cells/cell.ts';
import { allCells, cells } from '../cells/index.ts';
import { plainOverStreams } from '../cells/plain.ts';
import { defaultSettings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import type { KernelSource } from '../graph/kernel-source.ts';
import { schedule } from '../graph/schedule.ts';
import { features } from '../model/features.ts';
import { languageModel } from '../model/language-model.ts';
import { type Objective, sigmoid, softmax } from '../model/objective.ts';
import { encoderDecoder } from '../model/encoder-decoder.ts';
import { recordTraining } from '../model/recordings.ts';
import { sequenceModel } from '../model/sequence-model.ts';
import type { EncoderSizes, ModelShape, Summary } from '../model/shape.ts';
import { squared } from '../model/squared.ts';
import { adam } from '../optimizers/adam.ts';
import { optimizers } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { trainingGraph } from '../testing/model-graphs.ts';
import { startThread } from '../testing/node-threads.ts';
import { someOf } from '../testing/thorough.ts';
import { wrongInSequences, wrongInTranslation, wrongSources } from '../testing/wrong-sources.ts';
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
    strategy: 'stepwise',
    hasDropout: layers > 1,
  } as const;
  const { graph } = trainingGraph(shape, unrolling, optimizer);
  const form = on.form;
  const plan = schedule(graph, { name: 'training', slots: 1, limits: on.limits, form });
  return {
    net: { backend: on, shape, model: languageModel(shape), objective: softmax, optimizer, form },
    hasLengths: false,
    graph,
    plan,
    tuning: tuningOf(defaultSettings()),
  };
}

interface Reader {
  id?: string;
  optimizer?: Optimizer;
  objective?: Objective;
  directions?: 1 | 2;
  layers?: number;
  embeddingSize?: number;
  outputSize?: number;
  summary?: Summary;
  hasLengths?: boolean;
  features?: ModelShape['features'];
  /** Of a plain net. */
  window?: number;
  /** Of streams instead. */
  carries?: boolean;
}

/** A net over whole sequences: it reads both ways, answers with yes or no, or once, or lines go on in it. */
function readerOf(
  on: Backend,
  { id = 'lstm', optimizer = adam, objective = softmax, ...kind }: Reader = {},
): Tested {
  const { hasLengths = true, carries = false, ...sizes } = kind;
  const known = allCells.find((one) => one.id === id) as Cell;
  const cell = known.isPlain && carries ? plainOverStreams(kind.window ?? 1) : known;
  const shape: ModelShape = {
    ...{ cell, layers: 1, hiddenSize: 64, vocabSize: 70, embeddingSize: 0, outputSize: 3 },
    ...{ learnsInitialState: !cell.isPlain, directions: 2 },
    ...sizes,
  };
  const hasDropout = shape.layers > 1;
  const unrolling = {
    timeSteps: 20,
    batchSize: 32,
    strategy: 'stepwise',
    hasDropout,
    hasLengths,
  } as const;
  const model = sequenceModel(shape, carries);
  const { form, limits } = on;
  const { graph } = recordTraining(model, objective, optimizer, unrolling);
  const plan = schedule(graph, { name: 'training', slots: 1, limits, form });
  return {
    net: { backend: on, shape, model, objective, optimizer, form },
    hasLengths,
    graph,
    plan,
    tuning: tuningOf(defaultSettings()),
  };
}

/** An encoder and a decoder. */
function translatorOf(
  on: Backend,
  {
    id = 'lstm',
    ...kind
  }: Pick<Reader, 'id' | 'layers' | 'embeddingSize'> & Partial<EncoderSizes> = {},
): Tested {
  const cell = cells.find((one) => one.id === id) as (typeof cells)[number];
  const { layers = 1, embeddingSize = 0, directions = 2, hasAttention = true } = kind;
  const shape = {
    ...{ cell, layers, hiddenSize: 64, vocabSize: 30, embeddingSize, learnsInitialState: true },
    encoder: { vocabSize: 27, directions, hasAttention },
  };
  const unrolling = {
    ...{ timeSteps: 13, timeStepsOf: { source: 12 }, batchSize: 32 },
    ...{ hasDropout: layers > 1, hasLengths: true },
    strategy: 'stepwise',
  } as const;
  const model = encoderDecoder(shape);
  const { form, limits } = on;
  const { graph } = recordTraining(model, softmax, adam, unrolling);
  return {
    net: { backend: on, shape, model, objective: softmax, optimizer: adam, form },
    hasLengths: true,
    graph,
    plan: schedule(graph, { name: 'training', slots: 1, limits, form }),
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

  const readers: readonly Reader[] = [
    ...cells.flatMap(({ id }, index): Reader[] => [
      { id, optimizer: optimizers[index % optimizers.length], layers: 1 + (index % 2) },
      { id, directions: 1, outputSize: undefined, embeddingSize: index % 2 === 0 ? 16 : 0 },
    ]),
    ...[1, 2, 5].map((window): Reader => ({
      ...{
        id: 'plain',
        window,
        layers: window === 2 ? 2 : 1,
        embeddingSize: window === 5 ? 16 : 0,
      },
      directions: window === 1 ? 1 : 2,
    })),
    { id: 'plain', window: 2, directions: 1, features: features(5), hasLengths: false },
    ...[2, 3, 6].map((window): Reader => ({
      ...{ id: 'plain', window, features: features(5), objective: squared, outputSize: 2 },
      ...{ carries: true, hasLengths: false, directions: 1, layers: window === 3 ? 2 : 1 },
    })),
    { objective: sigmoid, outputSize: 1, embeddingSize: 16 },
    { objective: sigmoid, outputSize: 5, directions: 1 },
    { objective: sigmoid, hasLengths: false, layers: 3 },
    { summary: 'ends' },
    { summary: 'mean', id: 'gru', layers: 2, embeddingSize: 16 },
    { summary: 'ends', directions: 1, objective: sigmoid, outputSize: 1 },
    { summary: 'mean', hasLengths: false, objective: sigmoid, outputSize: 5 },
    { features: features(1), objective: squared, outputSize: 1, layers: 2 },
    { features: features(40), summary: 'ends', id: 'gru' },
    ...cells.map(({ id }): Reader => ({
      ...{ id, features: features(5), objective: squared, outputSize: 2 },
      ...{ directions: 1, carries: true, hasLengths: false },
    })),
  ];
  it.each(someOf(readers))(
    'gives it for whole sequences too: $id, $directions, $outputSize, $summary',
    async (kind) => {
      const tested = readerOf(alone, kind);
      await assertSound(tested);
      const worst = (await compareStep(tested)).map(worstOf);
      expect(worst.length).toBeGreaterThan(10);
      for (const { name, off } of worst) expect(off, name).toBeLessThan(5e-6);
    },
  );

  it.each([
    {},
    { id: 'gru', directions: 1, layers: 2, embeddingSize: 16 },
    { id: 'lstm-peephole', layers: 2, hasAttention: false },
    { id: 'gru-reset-after', directions: 1, hasAttention: false },
  ] as const)(
    'gives it for an encoder and a decoder: $id, $directions, $hasAttention',
    async (kind) => {
      const tested = translatorOf(alone, kind);
      await assertSound(tested);
      const worst = (await compareStep(tested)).map(worstOf);
      const { embeddingSize, hasAttention, id } = { ...kind } as Reader & Partial<EncoderSizes>;
      const names = worst.map(({ name }) => name);
      expect(names.includes('gradient of attention.vector')).toBe(hasAttention !== false);
      expect(names.includes('gradient of source_embedding.weight')).toBe(embeddingSize === 16);
      expect(names.includes('gradient of bridge.weight_hidden_l0')).toBe(
        !id || id === 'lstm-peephole',
      );
      for (const { name, off } of worst) expect(off, name).toBeLessThan(5e-6);
    },
  );

  for (const [what, from, to] of wrongInTranslation) {
    it(`refuses a compiler that gets ${what} wrong in an encoder and a decoder`, async () => {
      const store = new WrongStore((text) => text.replace(from, to));
      const wrong = translatorOf(started(new WasmBackend({ store })));
      await expect(assertSound(wrong)).rejects.toThrow(/^wrong numbers: engine cpu/);
      expect(store.changed).toBeGreaterThan(0);
    });
  }

  for (const [what, from, to, kind] of wrongInSequences) {
    it(`refuses a compiler that gets ${what} wrong in a net over sequences`, async () => {
      const store = new WrongStore((text) => text.replace(from, to));
      const objective = kind === 'sigmoid' ? sigmoid : softmax;
      const summary = kind === 'mean' || kind === 'ends' ? kind : undefined;
      const wrong = readerOf(started(new WasmBackend({ store })), { objective, summary });
      await expect(assertSound(wrong)).rejects.toThrow(/^wrong numbers: engine cpu/);
      expect(store.changed).toBeGreaterThan(0);
    });
  }

  it('passes with threads too', async () => {
    const two = started(new WasmBackend({ threads: 2, start: startThread }));
    await assertSound(testedOf(two, 'lstm'));
    expect(two.loss).toBeUndefined();
  });

  for (const [what, from, to] of [
    ...wrongSources,
    [
      'a product',
      'left_at[item] += LEFT_STEP;',
      'left_at[item] += select(LEFT_STEP, 2u, k4 == 2u);',
    ],
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
