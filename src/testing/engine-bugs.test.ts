import { stretch } from '../data/sequences.ts';
import fs from 'node:fs';
import path from 'node:path';
import { runInThisContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '../cells/cell.ts';
import { cells } from '../cells/index.ts';
import type { Backend } from '../backend/backend.ts';
import { type Kernel, KernelCache } from '../backend/webgpu/kernel-cache.ts';
import type { WebGpuBackend } from '../backend/webgpu/webgpu-backend.ts';
import type { KernelSource } from '../graph/kernel-source.ts';
import { sgd } from '../optimizers/sgd.ts';
import { type StrategyId, strategies } from '../recurrence/index.ts';
import { GradientCheck } from '../training/gradient-check.ts';
import { agrees } from '../training/weight-check.ts';
import { checkAbsolute, checkGradient, checkScaled, DeviationError } from './close-to.ts';
import { checkDrawnSequences, ruledRequest } from './drawn-sequences.ts';
import { engineBugs } from './engine-bugs.ts';
import {
  comparedNorms,
  createLineNet,
  type LineCase,
  measureLine,
  modelOfLine,
} from './line-gradients.ts';
import { checkTraining, trainings } from './optimizer-check.ts';
import { checkPinned, createNet } from './pinned-line.ts';
import { type Check, runPlantedBug, type SourcePatch } from './planted-bugs.ts';
import { partBugs } from './part-bugs.ts';
import { checkNumeric } from './numeric-model.ts';
import { checkPooled } from './pooled-model.ts';
import { checkRecorded, lookingCase } from './recorded-encoder-decoders.ts';
import { randomParameters } from './reference/random-model.ts';
import {
  batchSource,
  type Case,
  comparedTensors,
  createTrainer,
  destroyTrainer,
  modelOf,
  netShapeOf,
  randomBatches,
  referenceSteps,
  runStep,
} from './run-net.ts';
import { closeTestEngine, openTestEngine, withKernels } from './test-engine.ts';
import { checkReach, recordedReaches } from './recorded-reach.ts';
import { beamCase, checkTranslation, tiedCase } from './translation-check.ts';
import { checkEncoderDecoder } from './two-stacks.ts';
import { bugsToPlant } from './thorough.ts';

const root = path.resolve(import.meta.dirname, '../..');

let engine: WebGpuBackend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

/** Compiles kernels whose text has the bug, and shares all others. */
class PatchedCache extends KernelCache {
  readonly #shared: KernelCache;
  readonly #patch: SourcePatch;
  readonly #text: string;

  constructor(shared: KernelCache, patch: SourcePatch) {
    super(shared.device);
    this.#shared = shared;
    this.#patch = patch;
    this.#text = fs.readFileSync(path.join(root, patch.file), 'utf8');
  }

  override get(source: KernelSource): Kernel {
    if (![source.file, ...source.libraries].includes(this.#text)) return this.#shared.get(source);
    const patched = this.#patch.applyTo(this.#text);
    const put = (text: string) => (text === this.#text ? patched : text);
    return super.get({ ...source, file: put(source.file), libraries: source.libraries.map(put) });
  }
}

function engineWith(patch?: SourcePatch): WebGpuBackend {
  return patch ? withKernels(engine, new PatchedCache(engine.cache, patch)) : engine;
}

/** The cell whose composed form has the bug: `compose` depends on nothing but its argument. */
function patchedCell(cell: Cell, patch: SourcePatch): Cell {
  const text = patch.applyTo(cell.compose.toString());
  return { ...cell, ...(runInThisContext(`({ ${text} })`) as Pick<Cell, 'compose'>) };
}

function patched(c: Case, patch?: SourcePatch): { engine: Backend; cell: Cell } {
  const { cell } = netShapeOf(c);
  if (!patch) return { engine, cell };
  if (patch.file.endsWith('.ts')) return { engine, cell: patchedCell(cell, patch) };
  return { engine: engineWith(patch), cell };
}

function caseOf(cell: string, strategy: StrategyId): Case {
  const sizes = { layers: 2, timeSteps: 4, batchSize: 3, hiddenSize: 6, vocabSize: 5 };
  return { cell, strategy, form: 'registers', embeddingSize: 0, ...sizes };
}

/** Both directions, lengths, dropout, and learned states that every sequence begins with. */
const tagger: Case = {
  ...caseOf('lstm', 'stepwise'),
  isTagger: true,
  directions: 2,
  hasLengths: true,
  dropout: 0.3,
  outputSize: 4,
  learnsInitialState: true,
};

/** Two chunks from random weights: losses, and every gradient. */
function gradientCheck(c: Case): Check {
  return async (patch) => {
    const parameters = randomParameters(modelOf(c), 4, 1.5);
    const batches = randomBatches(c, 2, 2, 0.4);
    const changed = patched(c, patch);
    const trainer = await createTrainer(changed.engine, c, {
      optimizer: sgd,
      parameters,
      batches: batchSource(batches),
      learningRate: 0,
      clipNorm: 0,
      cell: changed.cell,
    });
    const got = [await runStep(trainer), await runStep(trainer)];
    destroyTrainer(trainer);
    const expected = referenceSteps(modelOf(c), parameters, batches, !c.isTagger);
    expected.forEach(({ loss, gradients }, chunk) => {
      checkAbsolute({ name: 'loss', got: [got[chunk].loss], expected: [loss] }, 2e-6);
      for (const compared of comparedTensors(got[chunk].gradients, gradients)) {
        checkGradient(compared);
      }
    });
  };
}

/** Norms by x, a and c for every pair of time steps. */
const throughTimeCheck: Check = async (patch) => {
  const sizes = { layers: 1, hiddenSize: 6, vocabSize: 5, embeddingSize: 0 };
  const line: LineCase = { cell: 'lstm', ...sizes, watched: 0, form: 'registers' };
  const parameters = randomParameters(modelOfLine(line), 4, 1.5);
  const tokens = [0, 3, 1, 4, 2];
  const got = await measureLine(engineWith(patch), line, parameters, tokens);
  for (const norms of comparedNorms(line, parameters, tokens, got)) checkScaled(norms, 2e-5);
};

/** Of the upper layer's walk from the end. */
const bothWaysCheck: Check = async (patch) => {
  const sizes = { layers: 2, hiddenSize: 6, vocabSize: 5, embeddingSize: 0, outputSize: 4 };
  const walk = { watched: 1, direction: 1, directions: 2 } as const;
  const line: LineCase = { cell: 'lstm', ...sizes, ...walk, form: 'registers' };
  const parameters = randomParameters(modelOfLine(line), 4, 1.5);
  const asked = { tokens: Uint32Array.of(0, 3, 1, 4, 2), targets: Uint32Array.of(1, 0, 3, 2, 1) };
  const got = await measureLine(engineWith(patch), line, parameters, asked);
  for (const norms of comparedNorms(line, parameters, asked, got)) checkScaled(norms, 2e-5);
};

/** What a person would see: whether nudged weights and backward agree, without any reference. */
const nudgeCheck: Check = async (patch) => {
  const sizes = { layers: 1, hiddenSize: 6, vocabSize: 5, embeddingSize: 0 };
  const line = { cell: 'lstm', ...sizes, form: 'registers' } as const;
  const parameters = randomParameters(modelOfLine(line), 4, 1.5);
  const net = await createLineNet(engineWith(patch), line, parameters);
  const check = await GradientCheck.create(net, stretch([0, 3, 1, 4, 2]));
  try {
    for (const name of Object.keys(parameters)) {
      const measured = await check.run(name, 0, null);
      if (agrees(measured)) continue;
      const { slope, gradient } = measured;
      throw new DeviationError(`${name}: slope ${slope}, gradient ${gradient}.`);
    }
  } finally {
    check.destroy();
    net.destroy();
  }
};

/** A gate of a unit at each end, and all of a layer rounded. */
const pinsCheck: Check = async (patch) => {
  const net = await createNet(engineWith(patch), 'lstm');
  try {
    await checkPinned(net, 'lstm', 'pins', [
      { layer: 2, gate: 'update', unit: null, hold: 'rounded' },
      { layer: 1, gate: 'forget', unit: 3, hold: 'zero' },
      { layer: 1, gate: 'output', unit: 4, hold: 'one' },
    ]);
  } finally {
    net.destroy();
  }
};

const parts = {
  ...({ form: 'registers', strategy: 'stepwise', layers: 1, directions: 2 } as const),
  ...{ hiddenSize: 6, batchSize: 3, timeSteps: 3, embeddingSize: 0, seed: 5 },
};

const encoderDecoderCheck: Check = async (patch) => {
  for (const hasLengths of [false, true]) {
    const c = { cell: 'lstm', ...parts, sourceSteps: 4, hasLengths };
    await checkEncoderDecoder(engineWith(patch), c);
  }
};

/** Several outputs for each sequence, each yes or no. */
const pooledCheck: Check = async (patch) => {
  for (const pool of ['ends', 'mean'] as const) {
    const answer = { pool, objective: 'sigmoid', outputSize: 3, hasLengths: true } as const;
    await checkPooled(engineWith(patch), { cell: 'lstm', ...parts, ...answer });
  }
};

/** More than one of each, and some masked. */
const numericCheck: Check = (patch) =>
  checkNumeric(engineWith(patch), {
    ...{ ...parts, cell: 'gru', features: 3, outputSize: 2, hasLengths: true, carries: false },
  });

const checks: Record<string, Check> = {
  pins: pinsCheck,
  'gradient through time': throughTimeCheck,
  'gradient both ways': bothWaysCheck,
  'nudged weights': nudgeCheck,
  tagger: gradientCheck(tagger),
  'encoder and decoder': encoderDecoderCheck,
  'answers for sequences': pooledCheck,
  numbers: numericCheck,
  async 'what a beam writes'(patch) {
    await checkTranslation(engineWith(patch), beamCase);
    await checkTranslation(engineWith(patch), tiedCase);
  },
  'looking at a source': (patch) => checkRecorded(engineWith(patch), lookingCase),
  'reach of an answer': (patch) => checkReach(engineWith(patch), recordedReaches[0]),
  'rules of what is drawn': (patch) =>
    checkDrawnSequences(engineWith(patch), { form: 'registers' }, ruledRequest),
  'sequences that are drawn': (patch) =>
    checkDrawnSequences(engineWith(patch), { form: 'registers' }),
  'learned initial state': gradientCheck({
    ...caseOf('lstm', 'stepwise'),
    learnsInitialState: true,
  }),
};
for (const [id, training] of Object.entries(trainings)) {
  checks[`training by ${id}`] = (patch) => checkTraining(engineWith(patch), training);
}
for (const { id } of cells) {
  checks[`${id} stepwise`] = gradientCheck(caseOf(id, 'stepwise'));
  checks[`${id} composed`] = gradientCheck(caseOf(id, 'composed'));
}

describe('a bug planted in the engine is noticed', () => {
  const bugs = [...engineBugs, ...partBugs];
  it.each(bugsToPlant(bugs))('%s', async (_, bug) => {
    expect(await runPlantedBug(bug, checks)).not.toBe('');
  });

  it('in every cell, by every strategy, at least twice', () => {
    for (const { id } of cells) {
      for (const strategy of Object.keys(strategies)) {
        const check = strategy === 'stepwise' ? `${id} stepwise` : `${id} composed`;
        const file = `${strategy === 'stepwise' ? 'shaders' : 'src'}/cells/`;
        const found = engineBugs.filter((bug) => bug.check === check && bug.file.startsWith(file));
        expect(found.length, check).toBeGreaterThanOrEqual(2);
      }
    }
    for (const file of ['stepwise-forward', 'stepwise-backward']) {
      const found = engineBugs.filter((bug) => bug.file.endsWith(`recurrence/${file}.wgsl`));
      expect(found.length, file).toBeGreaterThanOrEqual(2);
    }
  });
});
