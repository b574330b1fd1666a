import { describe, expect, it } from 'vitest';
import { runForward } from './sequence-model.ts';
import { zeroStates } from './model-shape.ts';
import { randomParameters, uniformNumbers } from './random-model.ts';
import { argmax, decodeArgmax, probabilities, rankOf, sampleGumbel, topK } from './sample.ts';

const logits = [0, Math.log(4), Math.log(2), Math.log(2), Math.log(1)];

describe('sampling', () => {
  it('ranks by logit, equals by id', () => {
    expect(argmax(logits)).toBe(1);
    expect(topK(logits, 2)).toEqual([1, 2]);
    expect(topK(logits, 0)).toEqual([1, 2, 3, 0, 4]);
    expect(topK(logits, 99)).toEqual([1, 2, 3, 0, 4]);
    expect(logits.map((_, token) => rankOf(logits, token))).toEqual([4, 1, 2, 3, 5]);
  });

  it('gives probabilities after temperature and top-k', () => {
    const close = (got: Float64Array, expected: number[]) => {
      expected.forEach((value, i) => expect(got[i]).toBeCloseTo(value, 15));
    };
    close(probabilities(logits, { temperature: 1, topK: 0 }), [0.1, 0.4, 0.2, 0.2, 0.1]);
    close(probabilities(logits, { temperature: 1, topK: 2 }), [0, 2 / 3, 1 / 3, 0, 0]);
    const halved = [1, 16, 4, 4, 1].map((weight) => weight / 26);
    close(probabilities(logits, { temperature: 0.5, topK: 0 }), halved);
    close(probabilities(logits, { temperature: 0, topK: 0 }), [0, 1, 0, 0, 0]);
    close(probabilities([1e4, 0], { temperature: 0.01, topK: 0 }), [1, 0]);
  });

  it('draws by Gumbel-max with those probabilities', () => {
    const next = uniformNumbers(5);
    const options = { temperature: 0.7, topK: 4 };
    const draws = 20_000;
    const counts = new Float64Array(logits.length);
    for (let i = 0; i < draws; i += 1) {
      counts[sampleGumbel(logits, logits.map(next), options)] += 1;
    }
    const expected = probabilities(logits, options);
    expect(counts[4]).toBe(0);
    let chiSquare = 0;
    for (let id = 0; id < 4; id += 1) {
      chiSquare += (counts[id] - draws * expected[id]) ** 2 / (draws * expected[id]);
    }
    expect(chiSquare).toBeLessThan(21.1); // p = 1e-4 at 3 degrees of freedom
  });

  it('takes the likeliest at temperature 0 and at top-k 1, whatever the uniforms', () => {
    const next = uniformNumbers(6);
    for (let i = 0; i < 50; i += 1) {
      const uniforms = logits.map(next);
      expect(sampleGumbel(logits, uniforms, { temperature: 0, topK: 0 })).toBe(1);
      expect(sampleGumbel(logits, uniforms, { temperature: 5, topK: 1 })).toBe(1);
    }
  });

  it('decodes by argmax with the state carried, as a rerun over the whole text would', () => {
    const model = { cell: 'gru', numLayers: 2, hiddenSize: 6, vocabSize: 5, embeddingSize: 0 };
    const parameters = randomParameters(model, 3, 3);
    const { tokens, margins } = decodeArgmax(model, parameters, [2, 0, 1], 8);
    const text = [2, 0, 1, ...tokens];
    const batch = { batchSize: 1, timeSteps: text.length, tokens: text, targets: text };
    const rerun = runForward(model, parameters, batch, zeroStates(model, 1));
    tokens.forEach((token, i) => {
      const row = rerun.logits.subarray((i + 2) * 5, (i + 3) * 5);
      expect(argmax(row)).toBe(token);
      expect(margins[i]).toBeGreaterThanOrEqual(0);
    });
  });
});
