import { describe, expect, it } from 'vitest';
import { cells } from './cells.ts';
import { checkAgainstDifferences } from './gradient-check.ts';
import { maskedTarget, runForward, runLanguageModel } from './language-model.ts';
import type { Batch } from './language-model.ts';
import type { Tensors } from './matrix.ts';
import { parameterShapes, zeroParameters, zeroStates } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';
import { randomBatch, randomParameters, randomStates } from './random-model.ts';

function modelOf(cell: string, overrides: Partial<ModelShape> = {}): ModelShape {
  return { cell, numLayers: 1, hiddenSize: 4, vocabSize: 3, embeddingSize: 0, ...overrides };
}

/** States of all layers as one flat record, sharing memory. */
function flatStates(states: Tensors[]): Tensors {
  return Object.fromEntries(
    states.flatMap((layer, k) =>
      Object.entries(layer).map(([name, values]) => [`${name} of layer ${k}`, values]),
    ),
  );
}

describe.each(cells.map(({ id }) => id))('gradients of %s', (cell) => {
  it.each([
    { numLayers: 1, embeddingSize: 0, hiddenSize: 5, timeSteps: 5, batchSize: 2 },
    { numLayers: 1, embeddingSize: 2, hiddenSize: 3, timeSteps: 4, batchSize: 3 },
    { numLayers: 2, embeddingSize: 0, hiddenSize: 3, timeSteps: 4, batchSize: 2 },
    { numLayers: 2, embeddingSize: 3, hiddenSize: 4, timeSteps: 3, batchSize: 2 },
    { numLayers: 3, embeddingSize: 0, hiddenSize: 1, timeSteps: 5, batchSize: 1 },
    { numLayers: 1, embeddingSize: 0, hiddenSize: 4, timeSteps: 1, batchSize: 3 },
  ])('meet central differences: %o', ({ timeSteps, batchSize, ...sizes }) => {
    const model = modelOf(cell, sizes);
    const parameters = randomParameters(model, 11, 1.5);
    const states = randomStates(model, batchSize, 12);
    const batch = randomBatch({ batchSize, timeSteps, vocabSize: model.vocabSize }, 13, 0.3);
    const { gradients, stateGradients } = runLanguageModel(model, parameters, batch, states);
    const f = () => runForward(model, parameters, batch, states).loss;
    checkAgainstDifferences(f, parameters, gradients);
    checkAgainstDifferences(f, flatStates(states), flatStates(stateGradients));
  });
});

describe('the language model', () => {
  it('lists parameters by PyTorch names, in its order', () => {
    const model = modelOf('lstm', { numLayers: 2, embeddingSize: 2 });
    expect(parameterShapes(model)).toEqual([
      { name: 'embedding.weight', shape: [3, 2] },
      { name: 'rnn.weight_ih_l0', shape: [16, 2] },
      { name: 'rnn.weight_hh_l0', shape: [16, 4] },
      { name: 'rnn.bias_ih_l0', shape: [16] },
      { name: 'rnn.weight_ih_l1', shape: [16, 4] },
      { name: 'rnn.weight_hh_l1', shape: [16, 4] },
      { name: 'rnn.bias_ih_l1', shape: [16] },
      { name: 'head.weight', shape: [3, 4] },
      { name: 'head.bias', shape: [3] },
    ]);
  });

  it('guesses among all symbols alike when every weight is zero', () => {
    for (const { id } of cells) {
      const model = modelOf(id, { vocabSize: 7 });
      const batch = randomBatch({ batchSize: 2, timeSteps: 3, vocabSize: 7 }, 1);
      const result = runForward(model, zeroParameters(model), batch, zeroStates(model, 2));
      expect(result.loss).toBeCloseTo(Math.log(7), 14);
    }
  });

  it('divides by the number of unmasked targets and gives masked ones no loss', () => {
    const model = modelOf('gru');
    const parameters = randomParameters(model, 1);
    const batch: Batch = {
      batchSize: 2,
      timeSteps: 2,
      tokens: [0, 1, 2, 0],
      targets: [1, maskedTarget, 2, maskedTarget],
    };
    const { loss, losses, count } = runForward(model, parameters, batch, zeroStates(model, 2));
    expect(count).toBe(2);
    expect([losses[1], losses[3]]).toEqual([0, 0]);
    expect(loss).toBeCloseTo((losses[0] + losses[2]) / 2, 15);
  });

  it('has zero loss and zero gradients when every target is masked', () => {
    const model = modelOf('lstm');
    const batch = randomBatch({ batchSize: 2, timeSteps: 3, vocabSize: 3 }, 1, 1);
    const parameters = randomParameters(model, 1);
    const result = runLanguageModel(model, parameters, batch, zeroStates(model, 2));
    expect(result.loss).toBe(0);
    expect(
      Object.values(result.gradients)
        .flatMap((g) => [...g])
        .some((g) => g !== 0),
    ).toBe(false);
  });

  it('gives two chunks with carried state the outputs of one long chunk', () => {
    for (const { id } of cells) {
      const model = modelOf(id, { numLayers: 2 });
      const parameters = randomParameters(model, 3);
      const whole = randomBatch({ batchSize: 2, timeSteps: 6, vocabSize: 3 }, 4);
      const states = randomStates(model, 2, 5);
      const part = (from: number, to: number): Batch => ({
        batchSize: 2,
        timeSteps: to - from,
        tokens: Array.from(whole.tokens).slice(2 * from, 2 * to),
        targets: Array.from(whole.targets).slice(2 * from, 2 * to),
      });
      const long = runForward(model, parameters, whole, states);
      const first = runForward(model, parameters, part(0, 4), states);
      const second = runForward(model, parameters, part(4, 6), first.finalStates);
      expect([...first.logits, ...second.logits]).toEqual([...long.logits]);
      expect(second.finalStates).toEqual(long.finalStates);
    }
  });

  it('keeps the streams of a batch apart', () => {
    const model = modelOf('gru', { numLayers: 2 });
    const parameters = randomParameters(model, 3);
    const batch = randomBatch({ batchSize: 3, timeSteps: 4, vocabSize: 3 }, 4);
    const only = (values: ArrayLike<number>) => Array.from(values).filter((_, i) => i % 3 === 1);
    const alone = {
      batchSize: 1,
      timeSteps: 4,
      tokens: only(batch.tokens),
      targets: only(batch.targets),
    };
    const { losses } = runForward(model, parameters, batch, zeroStates(model, 3));
    const { losses: own } = runForward(model, parameters, alone, zeroStates(model, 1));
    expect([...own]).toEqual(only(losses));
  });

  it('refuses tokens and targets outside the vocabulary', () => {
    const model = modelOf('lstm');
    const run = (tokens: number[], targets: number[]) =>
      runForward(
        model,
        zeroParameters(model),
        { batchSize: 1, timeSteps: 1, tokens, targets },
        zeroStates(model, 1),
      );
    expect(() => run([3], [0])).toThrow('token 3');
    expect(() => run([0], [3])).toThrow('target 3');
  });
});
