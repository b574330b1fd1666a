import { stretch } from '../data/sequences.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { adam } from '../optimizers/adam.ts';
import { backends, type TestBackend } from '../testing/backends.ts';
import { checkAbsolute, checkScaled } from '../testing/close-to.ts';
import { createLineNet, modelOfLine } from '../testing/line-gradients.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import { runForward } from '../testing/reference/sequence-model.ts';
import { summandsOf } from '../testing/reference/summands.ts';
import { parameterShapes } from '../testing/reference/model-shape.ts';
import {
  batchSource,
  type Case,
  createTrainer,
  destroyTrainer,
  modelOf,
  randomBatches,
} from '../testing/run-net.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { GradientCheck } from './gradient-check.ts';
import { agrees } from './weight-check.ts';

let engine: Backend;

const tokens = [0, 3, 1, 5, 2, 4, 1, 1];
const oneHot = { layers: 2, hiddenSize: 5, vocabSize: 7, embeddingSize: 0 };
// the same sizes: few kernels more to compile
const embedded = { ...oneHot, embeddingSize: 3 };
const linesOf = ({ cells, forms: [form] }: TestBackend) =>
  cells.flatMap((cell) => [
    { cell, ...oneHot, form, learnsInitialState: cell.startsWith('lstm') },
    { cell, ...embedded, form },
  ]);

/** Of every block of H rows, as each gate has its own, one weight; in all at least three. */
function weightsIn([rows, columns = 1]: number[], hiddenSize: number): number[] {
  const blocks = rows % hiddenSize === 0 ? rows / hiddenSize : 1;
  const height = rows / blocks;
  return Array.from({ length: Math.max(3, blocks) }, (_, pick) => {
    const row = (pick % blocks) * height + ((3 * pick + 1) % height);
    return row * columns + ((2 * pick + 1) % columns);
  });
}

/** With one-hot input only the weights that read it differ; a learned initial state is no weight. */
const isOfInterest = (name: string, { embeddingSize }: { embeddingSize: number }) =>
  embeddingSize > 0 || (name.endsWith('_l0') && !name.includes('.initial_'));

describe.each(backends)('the gradient of a weight, on $name', (backend) => {
  const [form] = backend.forms;
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  it.each(
    backend
      .some(linesOf(backend))
      .map((line) => [line.cell, line.embeddingSize > 0 ? 'embedding' : 'one-hot', line] as const),
  )('of %s, %s input, is that of the reference, use by use, and its slope', async (_, __, line) => {
    const model = modelOfLine(line);
    const parameters = randomParameters(model, 4, 1.5);
    const expected = summandsOf(model, parameters, tokens);
    const batch = {
      ...{ batchSize: 1, timeSteps: tokens.length - 1 },
      ...{ tokens: tokens.slice(0, -1), targets: tokens.slice(1) },
    };
    const lossWith = (name: string, at: number, weight: number) => {
      const values = Float64Array.from(parameters[name]).fill(weight, at, at + 1);
      return runForward(model, { ...parameters, [name]: values }, batch).loss;
    };
    const net = await createLineNet(engine, line, parameters);
    const check = await GradientCheck.create(net, stretch(tokens));
    for (const { name, shape } of parameterShapes(model)) {
      if (!isOfInterest(name, line)) continue;
      const summands = { name, got: [] as number[], expected: [] as number[] };
      for (const at of weightsIn(shape, line.hiddenSize)) {
        const place = `${name} ${at}`;
        const measured = await check.run(name, at, null);
        const weight = parameters[name][at];
        const wanted = expected.map((one) => one[name][at]);
        expect(measured.value, place).toBe(weight);
        summands.got.push(...measured.summands, measured.gradient);
        summands.expected.push(...wanted, sum(wanted));
        const sizes = sum(measured.summands.map(Math.abs));
        expect(Math.abs(sum(measured.summands) - measured.gradient)).toBeLessThanOrEqual(
          1e-6 * sizes,
        );
        const [above, below] = [1, -1].map((factor) =>
          Math.fround(weight + factor * measured.nudge),
        );
        const slope = (lossWith(name, at, above) - lossWith(name, at, below)) / (above - below);
        const compared = { name: place, got: [measured.slope], expected: [slope] };
        checkAbsolute(compared, measured.rounding);
        expect(agrees(measured), place).toBe(true);
      }
      checkScaled(summands, 2e-5);
      expect(
        summands.expected.some((value) => value !== 0),
        name,
      ).toBe(true);
    }
    check.destroy();
    net.destroy();
  });

  it('is found where it is largest', async () => {
    const line = { cell: 'gru', ...embedded, form };
    const parameters = randomParameters(modelOfLine(line), 4, 1.5);
    const net = await createLineNet(engine, line, parameters);
    const check = await GradientCheck.create(net, stretch(tokens));
    const summands = summandsOf(modelOfLine(line), parameters, tokens);
    for (const name of Object.keys(parameters)) {
      const sizes = Array.from(parameters[name], (_, at) =>
        Math.abs(sum(summands.map((one) => one[name][at]))),
      );
      expect(await check.largest(name), name).toBe(sizes.indexOf(Math.max(...sizes)));
    }
    check.destroy();
    net.destroy();
  });

  it('is known less well the smaller the nudge, and says how well', async () => {
    const line = { cell: 'gru', ...oneHot, form };
    const net = await createLineNet(engine, line, randomParameters(modelOfLine(line), 4));
    const check = await GradientCheck.create(net, stretch(tokens));
    const [own, small, large] = [
      await check.run('head.bias', 1, null),
      await check.run('head.bias', 1, 1e-6),
      await check.run('head.bias', 1, 0.3),
    ];
    check.destroy();
    net.destroy();
    expect(own.nudge).toBe(0.006);
    expect(own.rounding + own.bend).toBeLessThan(0.02 * Math.abs(own.gradient));
    expect(small.rounding).toBeGreaterThan(1000 * own.rounding);
    expect(large.bend).toBeGreaterThan(10 * own.bend);
    expect([small, large].map(agrees)).toEqual([true, true]);
    expect(large.gradient).toBe(own.gradient);
    expect(large.summands).toEqual(own.summands);
  });

  it('is measured without training noticing', async () => {
    const sizes = { timeSteps: 4, batchSize: 3, strategy: 'stepwise' } as const;
    const c: Case = { cell: 'lstm', ...oneHot, ...sizes, form };
    const parameters = randomParameters(modelOf(c), 4);
    const batches = batchSource(randomBatches(c, 3, 2));
    const options = { optimizer: adam, parameters, batches, learningRate: 0.01, clipNorm: 1 };
    const trained = [];
    for (const isMeasured of [false, true]) {
      const trainer = await createTrainer(engine, c, options);
      const { net } = trainer;
      trainer.run(1);
      if (isMeasured) {
        const check = await GradientCheck.create(net, stretch(tokens));
        const before = [await net.readParameters(), await net.readGradients()];
        await check.run('rnn.weight_hh_l0', 7, 0.1);
        expect([await net.readParameters(), await net.readGradients()]).toEqual(before);
        trainer.run(1);
        await check.run('head.bias', 2, null);
        check.destroy();
      } else trainer.run(1);
      // the moments show in the next steps
      trainer.run(1);
      trained.push(await net.readParameters());
      destroyTrainer(trainer);
    }
    expect(trained[1]).toEqual(trained[0]);
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
