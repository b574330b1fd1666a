/** What the gates view reads is what the reference computes: every value, of every cell and layer. */
import type { Backend } from '../backend/backend.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { optimizers } from '../optimizers/index.ts';
import { measureDeviation } from '../testing/close-to.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import { runForward } from '../testing/reference/sequence-model.ts';
import { netShapeOf } from '../testing/run-net.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import { Inspector } from './inspector.ts';
import { Net } from './net.ts';
import { predictions } from './predictions.ts';

const tolerance = 2e-6;
const tokens = Uint32Array.from([3, 0, 6, 1, 1, 5, 2, 4]);
const sizes = { layers: 2, hiddenSize: 6, vocabSize: 7, embeddingSize: 0 };

let engine: Backend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

it.each(cells.map(({ id }) => id))('reads %s', async (cell) => {
  const model = { cell, numLayers: sizes.layers, ...sizes };
  const parameters = randomParameters(model, 5, 1.5);
  const targets = [...tokens.slice(1), 0];
  const batch = { batchSize: 1, timeSteps: tokens.length, tokens, targets };
  const expected = runForward(model, parameters, batch);
  const net = await Net.create(engine, {
    shape: netShapeOf({ cell, ...sizes }),
    optimizer: optimizers[0],
    form: engine.form,
    seed: 1,
    initial: Object.entries(parameters).map(([name, values]) => ({
      name,
      shape: [],
      values: Float32Array.from(values),
    })),
  });
  const inspector = await Inspector.create(net, tokens, { hasLogits: true });
  try {
    for (const layer of [0, 1]) {
      const [reading] = await inspector.run([layer]);
      const traces = expected.traces[layer];
      const { gates, slots } = net.shape.cell;
      const shown = [...gates, ...slots].filter(({ role }) => role);
      for (const { id } of shown) {
        const { values } = reading.traces.find((trace) => trace.id === id)!;
        const { worst } = measureDeviation({ name: id, got: values, expected: traces[id] });
        expect(worst, `${id} of layer ${layer}`).toBeLessThan(tolerance);
      }
      for (const { values } of reading.starts) expect(values).toEqual(new Float32Array(6));

      const odds = predictions(reading.logits!, sizes.vocabSize, tokens);
      odds.forEach(({ token, probability, targetProbability }, time) => {
        const logits = expected.logits.subarray(time * 7, time * 7 + 7);
        const sum = logits.reduce((subtotal, logit) => subtotal + Math.exp(logit), 0);
        expect(logits[token]).toBe(Math.max(...logits));
        expect(probability).toBeCloseTo(Math.exp(logits[token]) / sum, 5);
        const target = Math.exp(-expected.losses[time]);
        if (time === tokens.length - 1) expect(targetProbability).toBeNull();
        else expect(targetProbability).toBeCloseTo(target, 5);
      });
    }
  } finally {
    inspector.destroy();
    net.destroy();
  }
});
