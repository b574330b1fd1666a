import { describe, expect, it } from 'vitest';
import { runSequenceModel } from './sequence-model.ts';
import { zeroStates } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';
import { adam, clipGradients, globalNorm, sgd } from './optimizers.ts';
import { randomBatch, randomParameters, randomStates } from './random-model.ts';
import { train } from './train.ts';

const model: ModelShape = {
  cell: 'lstm',
  numLayers: 2,
  hiddenSize: 4,
  vocabSize: 5,
  embeddingSize: 0,
};
const parameters = randomParameters(model, 1);
const batches = [2, 3, 4].map((seed) =>
  randomBatch({ batchSize: 3, timeSteps: 4, vocabSize: 5 }, seed),
);

describe('optimizers', () => {
  it('clips by the norm of all gradients together, as PyTorch does', () => {
    const gradients = { a: Float64Array.of(3, 0), b: Float64Array.of(0, -4) };
    expect(globalNorm(gradients)).toBe(5);
    expect(clipGradients(gradients, 0)).toBe(5);
    expect(clipGradients(gradients, 6)).toBe(5);
    expect([...gradients.a, ...gradients.b]).toEqual([3, 0, 0, -4]);
    expect(clipGradients(gradients, 1)).toBe(5);
    expect(gradients.a[0]).toBeCloseTo(3 / 5.000001, 15);
    expect(gradients.b[1]).toBeCloseTo(-4 / 5.000001, 15);
  });

  it('sgd goes down the gradient', () => {
    const point = { a: Float64Array.of(1, 2) };
    sgd().update(point, { a: Float64Array.of(10, -10) }, 0.1);
    expect([...point.a]).toEqual([0, 3]);
  });

  it('adam moves by the rate first, whatever the size of the gradient', () => {
    const point = { a: Float64Array.of(1, 1, 1) };
    adam().update(point, { a: Float64Array.of(1e3, -1e-3, 0) }, 0.01);
    expect(point.a[0]).toBeCloseTo(0.99, 10);
    expect(point.a[1]).toBeCloseTo(1.01, 6);
    expect(point.a[2]).toBe(1);
  });

  it('adam follows its formula at the second update', () => {
    const point = { a: Float64Array.of(0) };
    const optimizer = adam(0.5, 0.75, 0);
    optimizer.update(point, { a: Float64Array.of(2) }, 1);
    optimizer.update(point, { a: Float64Array.of(-4) }, 1);
    // m = 0.5 · 1 − 2 = −1.5, over 1 − 0.25; v = 0.75 · 1 + 4 = 4.75, over 1 − 0.5625.
    expect(point.a[0]).toBeCloseTo(-1 + 2 / Math.sqrt(4.75 / 0.4375), 14);
  });
});

describe('training', () => {
  const options = () => ({ optimizer: adam(), learningRate: 0.01, clipNorm: 0.1 });

  it('carries the state from chunk to chunk', () => {
    const run = train(model, parameters, batches, { ...options(), learningRate: 0 });
    let states = zeroStates(model, 3);
    for (const [step, batch] of batches.entries()) {
      const result = runSequenceModel(model, parameters, batch, states);
      expect(run.losses[step]).toBe(result.loss);
      expect(run.norms[step]).toBe(globalNorm(result.gradients));
      states = result.finalStates;
    }
    expect(run.states).toEqual(states);
    expect(run.parameters).toEqual(parameters);
  });

  it('starts the streams anew that are reset, and only those', () => {
    const initialStates = randomStates(model, 3, 9);
    const resets = [0, 1, 0];
    const still = { ...options(), learningRate: 0, initialStates };
    const run = train(model, parameters, [{ ...batches[0], resets }], still);
    const expected = structuredClone(initialStates);
    for (const layer of expected) {
      layer.hidden.fill(0, 4, 8);
      layer.cell.fill(0, 4, 8);
    }
    const { loss, finalStates } = runSequenceModel(model, parameters, batches[0], expected);
    expect(run.losses).toEqual([loss]);
    expect(run.states).toEqual(finalStates);
    expect(initialStates).toEqual(randomStates(model, 3, 9));
  });

  it('is the same run in one piece and with rates given per step', () => {
    const whole = train(model, parameters, batches, options());
    const rates = train(model, parameters, batches, {
      ...options(),
      learningRate: [0.01, 0.01, 0.01],
    });
    expect(rates).toEqual(whole);
    expect(parameters).toEqual(randomParameters(model, 1));
  });

  it('learns a batch by heart', () => {
    const same = Array.from({ length: 120 }, () => batches[0]);
    const { losses } = train(model, parameters, same, {
      optimizer: adam(),
      learningRate: 0.05,
      clipNorm: 5,
    });
    expect(losses[0]).toBeGreaterThan(1.3);
    expect(losses[losses.length - 1]).toBeLessThan(0.3);
  });
});
