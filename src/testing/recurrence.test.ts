import type { Backend } from '../backend/backend.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { sgd } from '../optimizers/sgd.ts';
import { backends, type TestBackend } from './backends.ts';
import { checkAbsolute, checkGradient } from './close-to.ts';
import { limitsOfOne } from './conditioning.ts';
import { pairwiseCases } from './pairwise.ts';
import type { Tensors } from './reference/matrix.ts';
import { randomParameters } from './reference/random-model.ts';
import {
  batchSource,
  type Case,
  comparedTensors,
  describeCase,
  modelOf,
  randomBatches,
  referenceSteps,
} from './run-net.ts';
import { closeTestEngine } from './test-engine.ts';
import { isThorough } from './thorough.ts';
import { openTraining } from './training.ts';
import { type StrategyId, strategies } from '../recurrence/index.ts';

const vocabSize = 7;
/** Norm-wise, and of the largest element: a fifth of what a whole layer may be off. */
const limit = 2e-5;

const forms = ['registers', 'quads', 'tiles'] as const;
/** Streams that go on in the second chunk; whole sequences of one length or of several, read one way or both. */
const readings = {
  streams: {},
  'one way': { isTagger: true, directions: 1, hasLengths: false },
  'both ways': { isTagger: true, directions: 2, hasLengths: false },
  'one way, lengths': { isTagger: true, directions: 1, hasLengths: true },
  'both ways, lengths': { isTagger: true, directions: 2, hasLengths: true },
} as const;
const choices = {
  reading: Object.keys(readings) as (keyof typeof readings)[],
  cell: cells.map(({ id }) => id),
  form: forms,
  layers: [1, 2, 4],
  timeSteps: [1, 2, 7, 17],
  batchSize: [1, 3, 5],
  hiddenSize: [1, 5, 13, 33],
  embeddingSize: [0, 6],
  dropout: [0, 0.3],
  learnsInitialState: [false, true],
};
/** Where a net of four layers and many steps takes long to compile: all kernels, in smaller nets. */
const fewer = {
  reading: ['streams', 'one way', 'both ways, lengths'] as (keyof typeof readings)[],
  ...{ layers: [1, 2], timeSteps: [1, 5], batchSize: [1, 3], hiddenSize: [5, 13] },
};

/** Pairs of values of two dimensions that stand together in no case. */
function missingPairs(
  dimensions: Readonly<Record<string, readonly unknown[]>>,
  sampled: readonly object[],
): string[] {
  const named = Object.entries(dimensions).map(([name, values]) =>
    values.map((value) => ({ name, value })),
  );
  const pairs = named.flatMap((values, at) =>
    named.slice(at + 1).flatMap((others) => values.flatMap((a) => others.map((b) => [a, b]))),
  );
  const stands = (one: object, { name, value }: { name: string; value: unknown }) =>
    (one as Record<string, unknown>)[name] === value;
  return pairs
    .filter((pair) => !sampled.some((one) => pair.every((choice) => stands(one, choice))))
    .map((pair) => pair.map(({ name, value }) => `${name} ${String(value)}`).join(', '));
}

let engine: Backend;

/** The first chunk starts anew; some streams carry their state into the second. */
async function runTwoChunks(c: Case, seed: number) {
  const parameters = randomParameters(modelOf(c), seed, 1.5);
  const batches = randomBatches(c, 2, seed, 0.4);
  const form = engine.forms.includes(c.form) ? c.form : engine.form;
  const training = await openTraining(
    engine,
    { ...c, form },
    {
      optimizer: sgd,
      parameters,
      batches: batchSource(batches),
      learningRate: 0,
      clipNorm: 0,
    },
  );
  const got = [await training.step(), await training.step()];
  training.close();
  const reference = (of: Tensors) => referenceSteps(modelOf(c), of, batches, !c.isTagger);
  const expected = reference(parameters);
  const limits = c.hiddenSize === 1 ? limitsOfOne(reference, parameters, expected) : [];
  return { got, expected, limits };
}

/** Losses and gradients of one strategy after another, against the reference and one another. */
async function checkStrategies(one: Omit<Case, 'strategy' | 'vocabSize'>, seed: number) {
  const runs = new Map<
    StrategyId,
    Pick<Awaited<ReturnType<typeof runTwoChunks>>, 'got' | 'limits'>
  >();
  for (const strategy of Object.keys(strategies) as StrategyId[]) {
    const { got, expected, limits } = await runTwoChunks({ ...one, strategy, vocabSize }, seed);
    runs.set(strategy, { got, limits });
    got.forEach(({ loss, gradients }, chunk) => {
      const name = `${strategy}, chunk ${chunk}`;
      const losses = { name: `${name}: loss`, got: [loss], expected: [expected[chunk].loss] };
      checkAbsolute(losses, 2e-6);
      for (const compared of comparedTensors(gradients, expected[chunk].gradients)) {
        const allowed = limits[chunk]?.[compared.name] ?? limit;
        checkGradient({ ...compared, name: `${name}: ${compared.name}` }, allowed);
      }
    });
  }
  const [composed, stepwise] = [runs.get('composed'), runs.get('stepwise')];
  composed?.got.forEach(({ gradients }, chunk) => {
    stepwise?.got[chunk].gradients.forEach(({ name, values }, parameter) => {
      const expected = gradients[parameter].values;
      const allowed = composed.limits[chunk]?.[name] ?? limit;
      checkGradient({ name: `stepwise against composed: ${name}`, got: values, expected }, allowed);
    });
  });
}

/** The CPU has one form of kernels. */
const titleOf = (one: Omit<Case, 'strategy' | 'vocabSize'>, backend: TestBackend) => {
  const whole = describeCase({ ...one, strategy: 'stepwise', vocabSize });
  const title = whole.replace(' stepwise', '');
  return backend.forms.includes('registers') ? title : title.replace(` in ${one.form}`, '');
};

describe.each(backends)('every cell by every strategy on $name', (backend) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  const isSlow = backend.forms.includes('registers') && !isThorough;
  const tried = isSlow ? { ...choices, ...fewer } : choices;
  const sampled = pairwiseCases(tried, 1);
  const cases = sampled.map(({ reading, ...c }) =>
    reading === 'streams' ? c : { ...c, ...readings[reading], outputSize: 5 },
  );

  it('is sampled in few cases that contain every pair of choices', () => {
    expect(sampled.length).toBeLessThanOrEqual(60);
    expect(missingPairs(tried, sampled)).toEqual([]);
  });

  cases.forEach((one, index) => {
    const how = 'isTagger' in one ? 'on whole sequences' : 'over two chunks';
    it(`matches the reference ${how}: ${titleOf(one, backend)}`, async () => {
      await checkStrategies(one, index + 1);
    }, 300_000);
  });
});
