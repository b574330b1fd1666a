import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings, settingsTable } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { cells } from '../cells/index.ts';
import type { Backend } from '../backend/backend.ts';
import { KernelCache } from '../backend/webgpu/kernel-cache.ts';
import type { WebGpuBackend } from '../backend/webgpu/webgpu-backend.ts';
import { type KernelSource, kernelText } from '../graph/kernel-source.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { schedule } from '../graph/schedule.ts';
import { languageModel } from '../model/language-model.ts';
import { type Objective, sigmoid, softmax } from '../model/objective.ts';
import { recordTraining } from '../model/recordings.ts';
import type { EncoderSizes, ModelShape } from '../model/shape.ts';
import { encoderDecoder } from '../model/encoder-decoder.ts';
import { tagger } from '../model/tagger.ts';
import { optimizers } from '../optimizers/index.ts';
import { fewCells } from '../testing/few-cells.ts';
import { pairwiseCases } from '../testing/pairwise.ts';
import { closeTestEngine, openTestEngine, withKernels } from '../testing/test-engine.ts';
import { someOf } from '../testing/thorough.ts';
import { wrongInSequences, wrongInTranslation, wrongSources } from '../testing/wrong-sources.ts';
import { assertSound, compareStep, type Tested, worstOf } from './self-test.ts';

let engine: WebGpuBackend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => closeTestEngine(engine));

const find = <Item extends { id: string }>(list: readonly Item[], id: string): Item =>
  list.find((one) => one.id === id) as Item;

const defaults = {
  cell: 'lstm',
  optimizer: 'adam',
  form: 'quads' as ProductForm,
  layers: 1,
  hiddenSize: 128,
  vocabSize: 70,
  embeddingSize: 0,
  timeSteps: 64,
  batchSize: 32,
  learnsInitialState: false,
  directions: 1 as 1 | 2,
  hasLengths: false,
  /** Of answers that are no tokens; 0: they are. */
  outputSize: 0,
  objective: 'softmax' as Objective['id'],
  summary: undefined as ModelShape['summary'],
  encoder: undefined as EncoderSizes | undefined,
};

/** A net as the page trains it. */
function testedOf(changes: Partial<typeof defaults> = {}, on: Backend = engine): Tested {
  const { cell, form, timeSteps, batchSize, hasLengths, outputSize, ...kind } = {
    ...defaults,
    ...changes,
  };
  const { optimizer: optimizerId, objective: objectiveId, ...sizes } = kind;
  const answers = outputSize === 0 ? {} : { outputSize };
  const shape: ModelShape = { cell: find(cells, cell), ...sizes, ...answers };
  const hasDropout = shape.layers > 1;
  const unrolling = {
    ...{ timeSteps, timeStepsOf: { source: timeSteps }, batchSize, hasDropout, hasLengths },
    strategy: 'stepwise',
  } as const;
  const { encoder } = shape;
  const whole = hasLengths ? tagger(shape) : languageModel(shape);
  const model = encoder ? encoderDecoder({ ...shape, encoder }) : whole;
  const objective = objectiveId === 'sigmoid' ? sigmoid : softmax;
  const optimizer = find(optimizers, optimizerId);
  const net = { backend: on, shape, model, objective, optimizer, form };
  const { graph } = recordTraining(model, objective, optimizer, unrolling);
  // planned only: what is largest fits no GPU
  const limits = { maxBufferBytes: Infinity, maxBindingBytes: Infinity };
  const plan = schedule(graph, { name: 'training', slots: 1, limits, form });
  return { net, hasLengths, graph, plan, tuning: tuningOf(defaultSettings()) };
}

/** The ends of the range of a setting, and sizes in between. */
function withEnds(
  key: 'layers' | 'hiddenSize' | 'embeddingSize' | 'timeSteps' | 'batchSize',
  ...between: number[]
): number[] {
  const { min, max } = settingsTable[key];
  return [min, ...between, max];
}

const textsOf = ({ plan }: Tested) =>
  new Set([...new Set(plan.dispatches.map(({ kernel }) => kernel))].map(kernelText));

const withoutLayer = (text: string) => text.replace(/const LAYER = \d+u;/, '');

/** A driver that gets a kernel wrong; those that it gets right are compiled already. */
class WrongCache extends KernelCache {
  readonly #change: (text: string) => string;

  constructor(change: (text: string) => string) {
    super(engine.opened.device);
    this.#change = change;
  }

  override get(source: KernelSource) {
    const file = this.#change(source.file);
    const libraries = source.libraries.map(this.#change);
    const isWrong =
      file !== source.file || libraries.some((one, at) => one !== source.libraries[at]);
    return isWrong ? super.get({ ...source, file, libraries }) : engine.cache.get(source);
  }
}

const wrongEngine = (from: string, to: string): Backend =>
  withKernels(engine, new WrongCache((text) => text.replace(from, to)));

/** Notes what is asked for, and compiles nothing. */
class IdleCache extends KernelCache {
  readonly asked = new Set<string>();

  override get(source: KernelSource) {
    this.asked.add(kernelText(source));
    const kernel = super.get(source);
    kernel.compile = () => Promise.reject(new Error('not compiled'));
    return kernel;
  }
}

describe('self-test', { timeout: 300_000 }, () => {
  for (const [index, { id }] of cells.entries()) {
    const optimizer = optimizers[index % optimizers.length].id;
    const embeddingSize = index % 2 === 0 ? 0 : 16;
    it(`gives on the GPU what it gives on the CPU: ${id}, ${optimizer}`, async () => {
      const tested = testedOf({
        cell: id,
        optimizer,
        embeddingSize,
        layers: index % 4 < 2 ? 1 : 3,
        learnsInitialState: index % 3 > 0,
      });
      tested.tuning = { ...tested.tuning, clipValue: index % 2 };
      const worst = (await compareStep(tested)).map(worstOf);
      expect(worst.length).toBeGreaterThan(10);
      // a twentieth of what it allows: f32 rounds a weight of 0.7 by 3e-8, and it changes by 0.02
      for (const { name, off } of worst) expect(off, name).toBeLessThan(5e-6);
    });
  }

  /** From the least that the page allows to the most, with sizes around those of blocks. */
  const kinds = someOf(
    pairwiseCases(
      {
        cell: cells.map(({ id }) => id),
        optimizer: optimizers.map(({ id }) => id),
        form: ['registers', 'quads', 'tiles'] as ProductForm[],
        layers: withEnds('layers', 2, 3),
        hiddenSize: withEnds('hiddenSize', 3, 8, 128),
        vocabSize: [1, 2, 5, 70, settingsTable.symbols.max],
        embeddingSize: [0, ...withEnds('embeddingSize', 4, 5, 16)],
        timeSteps: withEnds('timeSteps', 8),
        batchSize: withEnds('batchSize', 4, 9),
        learnsInitialState: [false, true],
      },
      3,
    ),
  );
  const cuts = someOf(
    pairwiseCases(
      {
        form: ['registers', 'quads', 'tiles'] as ProductForm[],
        hiddenSize: withEnds('hiddenSize', 3),
        vocabSize: [1, 5, 70],
        embeddingSize: [0, ...withEnds('embeddingSize', 4)],
        timeSteps: withEnds('timeSteps'),
        batchSize: withEnds('batchSize', 4),
      },
      3,
    ),
  );
  it(`gives on the GPU what it gives on the CPU at every size: ${cuts.length} kinds of net`, async () => {
    for (const [index, cut] of cuts.entries()) {
      const kind = { ...cut, cell: fewCells[index % fewCells.length] };
      const worst = (await compareStep(testedOf(kind))).map(worstOf);
      for (const { name, off } of worst) {
        // less than half of what it allows: f32 rounds a weight of 0.7 by 3e-8, and a tensor whose
        // largest change is 0.001 may be off by that
        expect(off, `${name}, ${JSON.stringify(kind)}`).toBeLessThan(4e-5);
      }
    }
  });

  /** Nets over whole sequences. */
  const readers = pairwiseCases(
    {
      cell: fewCells,
      form: ['registers', 'quads', 'tiles'] as ProductForm[],
      layers: [1, 2],
      hiddenSize: [3, 64],
      embeddingSize: [0, 16],
      // one step of one sequence is a whole tensor, where others are a view of one
      timeSteps: [2, 23],
      batchSize: [1, 32],
      learnsInitialState: [false, true],
      directions: [1, 2] as (1 | 2)[],
      outputSize: [0, 1, 3],
      objective: ['softmax', 'sigmoid'] as Objective['id'][],
    },
    3,
  ).map((kind) => ({ ...kind, hasLengths: true }));
  it(`gives on the GPU what it gives on the CPU over whole sequences: ${someOf(readers).length} kinds of net`, async () => {
    for (const kind of someOf(readers)) {
      const worst = (await compareStep(testedOf(kind))).map(worstOf);
      for (const { name, off } of worst) {
        expect(off, `${name}, ${JSON.stringify(kind)}`).toBeLessThan(4e-5);
      }
    }
  });

  /** Behind an encoder. */
  const encoder = { vocabSize: 27, directions: 2, hasAttention: true } as const;
  const translators = [
    { hasLengths: true, timeSteps: 12, encoder },
    {
      ...{ hasLengths: true, timeSteps: 12, cell: 'gru', layers: 2, embeddingSize: 16 },
      encoder: { ...encoder, directions: 1 },
    },
    {
      hasLengths: true,
      timeSteps: 12,
      form: 'tiles',
      encoder: { ...encoder, hasAttention: false },
    },
  ] as const;
  it('gives on the GPU what it gives on the CPU of an encoder and a decoder', async () => {
    for (const kind of translators.slice(0, 2)) {
      const worst = (await compareStep(testedOf(kind))).map(worstOf);
      for (const { name, off } of worst) {
        expect(off, `${name}, ${JSON.stringify(kind)}`).toBeLessThan(4e-5);
      }
    }
  });

  it(`runs the kernels of the plan, all of them and no others: ${kinds.length} kinds of net`, async () => {
    for (const kind of [defaults, ...kinds, ...readers, ...translators]) {
      const cache = new IdleCache(engine.opened.device);
      const tested = testedOf(kind, withKernels(engine, cache));
      await expect(compareStep(tested)).rejects.toThrow('not compiled');
      const own = textsOf(tested);
      // layers between the first and the last drop out of another stream, and differ in nothing else
      const known = new Set([...cache.asked].map(withoutLayer));
      const label = (text: string) => text.slice(0, 300);
      const missing = [...own].filter((text) => !known.has(withoutLayer(text))).map(label);
      const others = [...cache.asked].filter((text) => !own.has(text)).map(label);
      expect({ missing, others }, JSON.stringify(kind)).toEqual({ missing: [], others: [] });
    }
  });

  it('is made once for the same kernels on the same device', async () => {
    const { counts: created } = engine;
    await assertSound(testedOf());
    const before = { ...created };
    await assertSound(testedOf());
    expect(created).toEqual(before);
    const tested = testedOf();
    await assertSound({ ...tested, tuning: { ...tested.tuning, clipValue: 1 } });
    expect(created).not.toEqual(before);
    expect(engine.liveBytes).toBe(0);
  });

  for (const [what, from, to] of wrongSources) {
    it(`refuses a GPU that gets ${what} wrong, once and for all`, async () => {
      const wrong = testedOf({ learnsInitialState: true }, wrongEngine(from, to));
      const message = /^wrong numbers: engine gpu, .* cell lstm, number .*, right [-.e\d]+$/;
      await expect(assertSound(wrong)).rejects.toThrow(message);
      await expect(assertSound(wrong)).rejects.toThrow(message);
    });
  }

  const [wrongScore] = wrongInTranslation;
  it(`refuses a GPU that gets ${wrongScore[0]} wrong behind an encoder`, async () => {
    const wrong = testedOf(translators[0], wrongEngine(wrongScore[1], wrongScore[2]));
    await expect(assertSound(wrong)).rejects.toThrow(/^wrong numbers: engine gpu/);
  });

  for (const [what, from, to, kind] of wrongInSequences) {
    it(`refuses a GPU that gets ${what} wrong in a net over sequences`, async () => {
      const reader = { hasLengths: true, directions: 2, learnsInitialState: true } as const;
      const objective = kind === 'sigmoid' ? ('sigmoid' as const) : ('softmax' as const);
      const summary = kind === 'sigmoid' ? undefined : kind;
      const own = { ...reader, outputSize: 3, objective, summary };
      const wrong = testedOf(own, wrongEngine(from, to));
      await expect(assertSound(wrong)).rejects.toThrow(/^wrong numbers: engine gpu/);
    });
  }
});
