import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkAbsolute } from '../close-to.ts';
import { maskedTarget, runSequenceModel } from './sequence-model.ts';
import type { Tensors } from './matrix.ts';
import { parameterShapes } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';
import { adam } from './optimizers.ts';
import { train } from './train.ts';

type Recorded = Record<string, number[]>;

/** What scripts/record-pytorch.py writes. */
interface Fixture {
  model: ModelShape;
  batchSize: number;
  timeSteps: number;
  tokens: number[];
  /** −1 is masked. */
  targets: number[];
  initialStates: Recorded[];
  parameters: Recorded;
  loss: number;
  logits: number[];
  finalStates: Recorded[];
  gradients: Recorded;
  stateGradients: Recorded[];
  training: {
    learningRate: number;
    clipNorm: number;
    losses: number[];
    norms: number[];
    parameters: Recorded;
  };
}

const limit = 1e-10;
const folder = new URL('../fixtures/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.startsWith('pytorch-'));

function read(file: string) {
  const fixture = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Fixture;
  const { batchSize, timeSteps, tokens } = fixture;
  const targets = fixture.targets.map((target) => (target < 0 ? maskedTarget : target));
  return { fixture, batch: { batchSize, timeSteps, tokens, targets } };
}

const asTensors = (recorded: Recorded): Tensors =>
  Object.fromEntries(
    Object.entries(recorded).map(([name, values]) => [name, Float64Array.from(values)]),
  );

function expectTensors(got: Tensors, expected: Recorded): void {
  expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, values] of Object.entries(expected)) {
    checkAbsolute({ name, got: got[name], expected: values }, limit);
  }
}

it('is compared on every cell that the recording script writes', () => {
  const recorded = new Set(files.map((file) => read(file).fixture.model.cell));
  expect([...recorded].sort()).toEqual(['gru', 'gru-reset-after', 'lstm', 'rnn-relu', 'rnn-tanh']);
});

describe.each(files)('the reference against %s', (file) => {
  const { fixture, batch } = read(file);
  const parameters = asTensors(fixture.parameters);
  const initialStates = fixture.initialStates.map(asTensors);

  it('agrees on loss, logits, states and every gradient', () => {
    const sizes = parameterShapes(fixture.model).map(({ name, shape }) => [
      name,
      shape.reduce((size, extent) => size * extent, 1),
    ]);
    const recordedSizes = Object.entries(parameters).map(([name, { length }]) => [name, length]);
    expect(recordedSizes.sort()).toEqual(sizes.sort());
    const result = runSequenceModel(fixture.model, parameters, batch, initialStates);
    checkAbsolute({ name: 'loss', got: [result.loss], expected: [fixture.loss] }, limit);
    checkAbsolute({ name: 'logits', got: result.logits, expected: fixture.logits }, limit);
    result.finalStates.forEach((states, k) => expectTensors(states, fixture.finalStates[k]));
    expectTensors(result.gradients, fixture.gradients);
    result.stateGradients.forEach((states, k) => expectTensors(states, fixture.stateGradients[k]));
  });

  it('agrees on clipped steps of Adam with carried state', () => {
    const { losses, norms, learningRate, clipNorm, ...after } = fixture.training;
    const options = { optimizer: adam(), learningRate, clipNorm, initialStates };
    const run = train(
      fixture.model,
      parameters,
      losses.map(() => batch),
      options,
    );
    checkAbsolute({ name: 'losses', got: run.losses, expected: losses }, limit);
    checkAbsolute({ name: 'norms', got: run.norms, expected: norms }, limit);
    expectTensors(run.parameters, after.parameters);
  });
});
