import { describe, expect, it } from 'vitest';
import { checkAbsolute } from '../close-to.ts';
import { someOf } from '../thorough.ts';
import { cells } from './cells.ts';
import { checkAgainstDifferences } from './gradient-check.ts';
import { maskedTarget, runForward, runSequenceModel } from './sequence-model.ts';
import type { Batch } from './sequence-model.ts';
import type { Tensors } from './matrix.ts';
import { parameterShapes, zeroParameters, zeroStates } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';
import {
  randomBatch,
  randomLengths,
  randomParameters,
  randomStates,
  uniformNumbers,
} from './random-model.ts';

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

const allCells = cells.map(({ id }) => id);

/** The shapes for each cell; in a quick run a third, others for each. */
function forEachCell<Shape>(shapes: readonly Shape[]): [string, Shape][] {
  return [
    ...someOf(allCells.flatMap((cell) => shapes.map((shape): [string, Shape] => [cell, shape]))),
  ];
}

describe('gradients', () => {
  it.each(
    forEachCell([
      { numLayers: 1, embeddingSize: 0, hiddenSize: 5, timeSteps: 5, batchSize: 2 },
      { numLayers: 1, embeddingSize: 2, hiddenSize: 3, timeSteps: 4, batchSize: 3 },
      { numLayers: 2, embeddingSize: 0, hiddenSize: 3, timeSteps: 4, batchSize: 2 },
      { numLayers: 2, embeddingSize: 3, hiddenSize: 4, timeSteps: 3, batchSize: 2 },
      { numLayers: 3, embeddingSize: 0, hiddenSize: 1, timeSteps: 5, batchSize: 1 },
      { numLayers: 1, embeddingSize: 0, hiddenSize: 4, timeSteps: 1, batchSize: 3 },
    ]),
  )('of %s meet central differences: %o', (cell, { timeSteps, batchSize, ...sizes }) => {
    const model = modelOf(cell, sizes);
    const parameters = randomParameters(model, 11, 1.5);
    const states = randomStates(model, batchSize, 12);
    const batch = randomBatch({ batchSize, timeSteps, vocabSize: model.vocabSize }, 13, 0.3);
    const { gradients, stateGradients } = runSequenceModel(model, parameters, batch, states);
    const f = () => runForward(model, parameters, batch, states).loss;
    checkAgainstDifferences(f, parameters, gradients);
    checkAgainstDifferences(f, flatStates(states), flatStates(stateGradients));
  });
});

/** Factors 0 or 1 / (1 − rate), per layer above the first [T, B, D·H]. */
function randomDropout(model: ModelShape, positions: number, rate: number, seed: number) {
  const next = uniformNumbers(seed);
  const width = (model.directions ?? 1) * model.hiddenSize;
  return Array.from({ length: model.numLayers - 1 }, () =>
    Float64Array.from({ length: positions * width }, () => (next() < rate ? 0 : 1 / (1 - rate))),
  );
}

describe('gradients of a tagger', () => {
  it.each(
    forEachCell<Partial<ModelShape> & { lengths?: number[] }>([
      { directions: 2, numLayers: 1, embeddingSize: 0, hiddenSize: 3, lengths: [3, 5, 1] },
      { directions: 2, numLayers: 3, embeddingSize: 2, hiddenSize: 1, lengths: [4, 2] },
      { directions: 1, numLayers: 2, embeddingSize: 2, hiddenSize: 2, lengths: [1, 3, 2] },
      { directions: 2, numLayers: 2, embeddingSize: 0, hiddenSize: 2 },
    ]),
  )('of %s meet central differences: %o', (cell, { lengths, ...sizes }) => {
    const model = modelOf(cell, {
      ...sizes,
      outputSize: 4,
      learnsInitialState: true,
    });
    const [batchSize, timeSteps] = lengths ? [lengths.length, Math.max(...lengths)] : [2, 3];
    const parameters = randomParameters(model, 21, 1.5);
    const batch: Batch = {
      ...randomBatch({ batchSize, timeSteps, vocabSize: 3, outputSize: 4 }, 22, 0.2, lengths),
      dropout: randomDropout(model, batchSize * timeSteps, 0.3, 23),
    };
    const { gradients } = runSequenceModel(model, parameters, batch);
    checkAgainstDifferences(() => runForward(model, parameters, batch).loss, parameters, gradients);
    // some streams carry their state, others start anew
    const states = randomStates(model, batchSize, 24);
    const carried = { ...batch, resets: [1, 0, 0].slice(0, batchSize) };
    const run = runSequenceModel(model, parameters, carried, states);
    const f = () => runForward(model, parameters, carried, states).loss;
    checkAgainstDifferences(f, flatStates(states), flatStates(run.stateGradients));
    const initial = (tensors: Tensors): Tensors =>
      Object.fromEntries(Object.entries(tensors).filter(([name]) => name.includes('initial_')));
    checkAgainstDifferences(f, initial(parameters), initial(run.gradients));
  });
});

describe.each(allCells)('sequences of different length by %s', (cell) => {
  const model = modelOf(cell, {
    directions: 2,
    numLayers: 2,
    outputSize: 4,
    learnsInitialState: true,
  });
  const parameters = randomParameters(model, 31, 1.5);
  const sizes = { batchSize: 4, timeSteps: 5, vocabSize: 3, outputSize: 4 };
  const lengths = randomLengths(sizes.batchSize, sizes.timeSteps, 5);
  const batch = randomBatch(sizes, 32, 0.1, lengths);
  const whole = runSequenceModel(model, parameters, batch);

  it('give the values and gradients of each sequence on its own', () => {
    const total = zeroParameters(model);
    let loss = 0;
    lengths.forEach((length, b) => {
      const own = (values: ArrayLike<number>) =>
        Array.from({ length }, (_, t) => values[t * sizes.batchSize + b]);
      const alone = { tokens: own(batch.tokens), targets: own(batch.targets) };
      const one = runSequenceModel(model, parameters, {
        batchSize: 1,
        timeSteps: length,
        ...alone,
      });
      const share = one.count / whole.count;
      loss += one.loss * share;
      for (const [name, values] of Object.entries(one.gradients)) {
        values.forEach((value, i) => (total[name][i] += value * share));
      }
      one.finalStates.forEach((states, index) => {
        for (const [name, expected] of Object.entries(states)) {
          const { hiddenSize } = model;
          const got = whole.finalStates[index][name].subarray(b * hiddenSize, (b + 1) * hiddenSize);
          expect([...got]).toEqual([...expected]);
        }
      });
    });
    checkAbsolute({ name: 'loss', got: [whole.loss], expected: [loss] }, 1e-14);
    for (const [name, expected] of Object.entries(total)) {
      checkAbsolute({ name, got: whole.gradients[name], expected }, 1e-14);
    }
  });

  it('do not depend on what fills them up', () => {
    const others = randomBatch(sizes, 33);
    const isReal = (i: number) => Math.floor(i / sizes.batchSize) < lengths[i % sizes.batchSize];
    const fill = (own: ArrayLike<number>, other: ArrayLike<number>) =>
      Array.from(own).map((symbol, i) => (isReal(i) ? symbol : other[i]));
    const { gradients, loss, finalStates } = runSequenceModel(model, parameters, {
      ...batch,
      tokens: fill(batch.tokens, others.tokens),
      targets: fill(batch.targets, others.targets),
    });
    expect({ gradients, loss, finalStates }).toEqual({
      gradients: whole.gradients,
      loss: whole.loss,
      finalStates: whole.finalStates,
    });
  });
});

describe('the other direction', () => {
  it('is the same net on the reversed sequence', () => {
    const model = modelOf('lstm', { directions: 2 });
    const parameters = randomParameters(model, 41);
    const batch = randomBatch({ batchSize: 1, timeSteps: 6, vocabSize: 3 }, 42);
    const swapped = Object.fromEntries(
      Object.entries(parameters).map(([name, values]) => {
        if (name === 'head.weight') {
          const half = model.hiddenSize;
          const from = (i: number) => i - (i % (2 * half)) + ((i + half) % (2 * half));
          return [name, values.map((_, i) => values[from(i)])];
        }
        if (!name.startsWith('rnn.')) return [name, values];
        const other = name.endsWith('_reverse') ? name.replace('_reverse', '') : `${name}_reverse`;
        return [name, parameters[other]];
      }),
    );
    const reversed = {
      ...batch,
      tokens: Array.from(batch.tokens).reverse(),
      targets: Array.from(batch.targets).reverse(),
    };
    const there = runForward(model, parameters, batch);
    const back = runForward(model, swapped, reversed);
    checkAbsolute(
      { name: 'losses', got: [...back.losses].reverse(), expected: there.losses },
      1e-15,
    );
    expect(back.finalStates).toEqual([...there.finalStates].reverse());
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
    const result = runSequenceModel(model, parameters, batch, zeroStates(model, 2));
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
