import { describe, expect, it } from 'vitest';
import { checkAbsolute } from '../close-to.ts';
import { recordedCases, type RecordedRun, recordedRuns } from '../recordings.ts';
import { cells } from './cells.ts';
import type { Tensors } from './matrix.ts';
import { parameterShapes } from './model-shape.ts';
import { adam, adamw, momentum, type Optimizer, rmsprop, sgd } from './optimizers.ts';
import { runSequenceModel } from './sequence-model.ts';
import { train } from './train.ts';

/** Of values and gradients of a few units, float64 on both sides. */
const limit = 1e-12;

function expectTensors(got: Tensors, expected: Tensors, within = limit): void {
  expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, values] of Object.entries(expected)) {
    checkAbsolute({ name, got: got[name], expected: values }, within);
  }
}

it('is compared on every cell, in both directions, with every length', () => {
  const kinds = new Set(
    recordedCases.map(
      ({ model, batch }) =>
        `${model.cell} ${model.numLayers} ${model.directions} ${batch.lengths !== undefined}`,
    ),
  );
  for (const { id } of cells) {
    for (const layers of [1, 3]) {
      for (const directions of [1, 2]) {
        expect([...kinds].join(', ')).toContain(`${id} ${layers} ${directions}`);
      }
    }
    expect([...kinds].some((kind) => kind.startsWith(id) && kind.endsWith('true'))).toBe(true);
  }
});

describe('the reference against PyTorch', () => {
  it.each(recordedCases.map((recorded) => [recorded.title, recorded] as const))(
    'agrees on loss, logits, states and every gradient: %s',
    (_, { model, parameters, batch, initialStates, ...expected }) => {
      const names = parameterShapes(model).map(({ name }) => name);
      expect(Object.keys(expected.gradients).sort()).toEqual(names.sort());
      const got = runSequenceModel(model, parameters, batch, initialStates);
      checkAbsolute({ name: 'loss', got: [got.loss], expected: [expected.loss] }, limit);
      const { batchSize, lengths } = batch;
      const { outputSize = 0 } = model;
      const isReal = (i: number) => {
        const position = Math.floor(i / outputSize);
        return !lengths || Math.floor(position / batchSize) < lengths[position % batchSize];
      };
      const real = (logits: Float64Array) => logits.filter((_value, i) => isReal(i));
      const logits = { got: real(got.logits), expected: real(expected.logits) };
      checkAbsolute({ name: 'logits', ...logits }, limit);
      got.finalStates.forEach((states, k) => {
        expectTensors(states, expected.finalStates[k]);
      });
      expectTensors(got.gradients, expected.gradients);
      expected.stateGradients?.forEach((states, k) => {
        expectTensors(got.stateGradients[k], states);
      });
    },
  );
});

describe('training by the reference', () => {
  const optimizers: Record<string, (run: RecordedRun) => Optimizer> = {
    sgd,
    momentum: (run) => momentum(run.momentum),
    rmsprop: () => rmsprop(),
    adam: () => adam(),
    adamw: (run) => adamw(run.weightDecay),
  };

  it('is compared on every optimizer', () => {
    const recorded = new Set(recordedRuns.map(({ optimizer }) => optimizer));
    expect([...recorded].sort()).toEqual(Object.keys(optimizers).sort());
  });

  // of yes or no the reference is that of classifiers
  const ofClasses = recordedRuns.filter(({ objective }) => objective === 'softmax');
  it.each(ofClasses.map((run) => [run.name, run] as const))(
    'follows PyTorch step by step: %s',
    (_, run) => {
      const options = { ...run, optimizer: optimizers[run.optimizer](run) };
      const got = train(run.model, run.parameters, run.batches, options);
      checkAbsolute({ name: 'losses', got: got.losses, expected: run.losses }, 1e-10);
      checkAbsolute({ name: 'norms', got: got.norms, expected: run.norms }, 1e-10);
      expectTensors(got.parameters, run.finalParameters, 1e-10);
    },
  );
});
