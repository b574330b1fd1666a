/** Learned initial states: their gradients where streams begin and where they go on; where they start. */
import type { Backend } from '../backend/backend.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { initialParameters } from '../model/initialisation.ts';
import type { NamedValues } from '../model/parameters.ts';
import { parameterCount, parameterSpecs } from '../model/shape.ts';
import { adam } from '../optimizers/adam.ts';
import { sgd } from '../optimizers/sgd.ts';
import { backends } from './backends.ts';
import { checkAbsolute, checkGradient } from './close-to.ts';
import type { Tensors } from './reference/matrix.ts';
import { randomParameters } from './reference/random-model.ts';
import type { Batch } from './reference/sequence-model.ts';
import {
  batchSource,
  type Case,
  comparedTensors,
  modelOf,
  netShapeOf,
  randomBatches,
  referenceSteps,
} from './run-net.ts';
import { closeTestEngine } from './test-engine.ts';
import { openTraining } from './training.ts';
import { strategies, type StrategyId } from '../recurrence/index.ts';

let engine: Backend;

const sizes = { layers: 2, timeSteps: 2, batchSize: 5, hiddenSize: 5, vocabSize: 7 };
const caseOf = (cell: string, changes: Partial<Case> = {}): Case => ({
  ...{ cell, strategy: 'stepwise', form: 'registers', embeddingSize: 0, learnsInitialState: true },
  ...sizes,
  ...changes,
});

/** All streams begin; then some; then none. */
function batchesOf(c: Case): Batch[] {
  const fresh = [() => true, (b: number) => b % 2 === 1, () => false];
  return randomBatches(c, fresh.length, 2).map((batch, step) => ({
    ...batch,
    resets: Array.from({ length: c.batchSize }, (_, b) => fresh[step](b)),
  }));
}

async function runSteps(c: Case, parameters: Tensors, batches: readonly Batch[], rate = 0) {
  const training = await openTraining(engine, c, {
    ...{ parameters, batches: batchSource(batches), clipNorm: 0, learningRate: rate },
    optimizer: rate > 0 ? adam : sgd,
  });
  const got = [];
  while (got.length < batches.length) got.push(await training.step());
  const weights = await training.weights();
  const { dispatches } = training;
  training.close();
  return { got, weights, dispatches };
}

const isInitial = ({ name }: { name: string }) => name.startsWith('rnn.initial_');

describe.each(backends)('learned initial states on $name', (backend) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  const cases = cells.flatMap(({ id }) =>
    (Object.keys(strategies) as StrategyId[]).map((strategy) => caseOf(id, { strategy })),
  );
  it.each(cases.map((c) => [c.cell, c.strategy, c] as const))(
    'get the gradient of the streams that begin, and of no others: %s, %s',
    async (_, __, c) => {
      const parameters = randomParameters(modelOf(c), 4, 1.5);
      const batches = batchesOf(c);
      const { got } = await runSteps(c, parameters, batches);
      const expected = referenceSteps(modelOf(c), parameters, batches);
      got.forEach(({ loss, gradients }, step) => {
        const losses = { name: `loss ${step}`, got: [loss], expected: [expected[step].loss] };
        checkAbsolute(losses, 2e-6);
        const compared = comparedTensors(gradients, expected[step].gradients);
        expect(compared.filter(isInitial).length).toBe(c.cell.startsWith('lstm') ? 4 : 2);
        for (const one of compared) checkGradient({ ...one, name: `${one.name} ${step}` }, 2e-5);
        for (const { name, values } of gradients.filter(isInitial)) {
          const isZero = values.every((value) => value === 0);
          expect(isZero, `${name} ${step}`).toBe(step === 2);
        }
      });
    },
  );

  it('start at zero, so that the first step is that of a net without them, and then learn', async () => {
    const [learned, zero] = [true, false].map((learns) =>
      caseOf('lstm', { learnsInitialState: learns }),
    );
    const batches = batchesOf(zero);
    const runs = [];
    for (const c of [learned, zero]) {
      const drawn = initialParameters(parameterSpecs(netShapeOf(c)), 3);
      const values = ({ name, values }: NamedValues) => [name, Float64Array.from(values)] as const;
      const parameters: Tensors = Object.fromEntries(drawn.map(values));
      runs.push({ drawn, ...(await runSteps(c, parameters, batches, 0.01)) });
    }
    const [withThem, without] = runs;
    const others = (all: readonly NamedValues[]) => all.filter((one) => !isInitial(one));
    expect(others(withThem.drawn)).toEqual(without.drawn);
    for (const { values } of withThem.drawn.filter(isInitial)) {
      expect(values).toEqual(new Float32Array(sizes.hiddenSize));
    }
    expect(withThem.got[0].loss).toBe(without.got[0].loss);
    expect(others(withThem.got[0].gradients)).toEqual(without.got[0].gradients);
    expect(withThem.got[1].loss).not.toBe(without.got[1].loss);
    for (const { name, values } of withThem.weights.filter(isInitial)) {
      expect(
        values.every((value) => value !== 0),
        name,
      ).toBe(true);
    }
    const [more, less] = [learned, zero].map((c) => parameterCount(parameterSpecs(netShapeOf(c))));
    expect(more - less).toBe(sizes.layers * 2 * sizes.hiddenSize);
    // one for all layers before the walks, one for each layer after its walk back
    expect(withThem.dispatches - without.dispatches).toBe(1 + sizes.layers);
  });
});
