import { stretch } from '../data/sequences.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { cells } from '../cells/index.ts';
import { languageModel } from '../model/language-model.ts';
import { optimizers } from '../optimizers/index.ts';
import { checkNormWise } from '../testing/close-to.ts';
import type { ModelShape as ReferenceShape } from '../testing/reference/model-shape.ts';
import { randomBatch, randomParameters } from '../testing/reference/random-model.ts';
import { runForward } from '../testing/reference/sequence-model.ts';
import { netShapeOf } from '../testing/run-net.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import { gateStatistics } from './gate-statistics.ts';
import { Inspector } from './inspector.ts';
import { Net } from './net.ts';

const [hiddenSize, layers, vocabSize, timeSteps] = [13, 2, 7, 40];

let engine: Backend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

/** Statistics of both layers as the engine measures them, and the float64 traces of the same net. */
async function measure(cell: string) {
  const sizes = { cell, layers, hiddenSize, vocabSize, embeddingSize: 0 };
  const model: ReferenceShape = {
    cell,
    numLayers: layers,
    hiddenSize,
    vocabSize,
    embeddingSize: 0,
  };
  // wide enough for gates that are open, shut and in between
  const parameters = randomParameters(model, 5, 5);
  const batch = randomBatch({ batchSize: 1, timeSteps, vocabSize }, 2);
  const shape = netShapeOf(sizes);
  const initial = Object.entries(parameters).map(([name, values]) => ({
    name,
    shape: [],
    values: Float32Array.from(values),
  }));
  const form = engine.form;
  const net = await Net.create(engine, {
    model: languageModel(shape),
    optimizer: optimizers[0],
    form,
    seed: 1,
    initial,
  });
  const inspector = await Inspector.create(net, [stretch(batch.tokens)], {
    layersAtOnce: layers,
  });
  const readings = await inspector.run([0, 1]);
  inspector.destroy();
  net.destroy();
  const got = readings.map(({ traces }) => gateStatistics(shape.cell, hiddenSize, traces));
  return { got, expected: runForward(model, parameters, batch).traces };
}

const share = (values: Float64Array, isCounted: (value: number) => boolean) =>
  values.filter(isCounted).length / values.length;

/** Of the numbers on an axis from −`reach` to `reach`, how many lie in each of its parts. */
function histogramOf(preactivations: number[], bins: number, reach: number): number[] {
  const edges = Array.from({ length: bins - 1 }, (_, at) => -reach + ((at + 1) * 2 * reach) / bins);
  const below = [...edges.map((edge) => preactivations.filter((z) => z < edge).length)];
  const totals = [0, ...below, preactivations.length];
  return totals.slice(1).map((total, bin) => (total - totals[bin]) / preactivations.length);
}

/** Whose bin float32 may not tell: that near to the edge of one. */
function uncertainShare(preactivations: number[], bins: number, reach: number): number {
  const width = (2 * reach) / bins;
  const distance = (z: number) => Math.abs(z - Math.round(z / width) * width);
  const near = preactivations.filter((z) => Math.abs(z) < reach + 1 && distance(z) < 1e-3);
  return near.length / preactivations.length;
}

describe.each(cells.map(({ id }) => id))('statistics of %s', (cell) => {
  it('are those of the reference, for every gate of both layers', async () => {
    const { got, expected } = await measure(cell);
    got.forEach(({ gates, memory }, layer) => {
      for (const { id, low, high, shut, histogram, reach } of gates) {
        const values = expected[layer][id];
        const title = `layer ${layer}, ${id}`;
        const isGate = ['update', 'reset', 'forget', 'output'].includes(id);
        const isRelu = cell === 'rnn-relu';
        const expectedLow = isGate ? (v: number) => v < 0.1 : (v: number) => v < -0.9;
        expect(low, title).toBe(share(values, isRelu ? (v) => v === 0 : expectedLow));
        expect(high, title).toBe(isRelu ? 0 : share(values, (v) => v > 0.9));
        expect(shut, title).toBe(isGate ? share(values, (v) => v < 0.01) : 0);
        const inverse = (v: number) => (isGate ? Math.log(v / (1 - v)) : Math.atanh(v));
        const relu = (v: number) => (v > 0 ? v : -2 * reach);
        const preactivations = Array.from(values, isRelu ? relu : inverse);
        const wanted = histogramOf(preactivations, histogram.length, reach);
        const distance = wanted.reduce(
          (sum, part, bin) => sum + Math.abs(part - histogram[bin]),
          0,
        );
        const uncertain = uncertainShare(preactivations, histogram.length, reach);
        expect(uncertain, title).toBeLessThan(0.03);
        expect(distance, title).toBeLessThanOrEqual(2 * uncertain + 1e-12);
      }
      const { forget, update } = expected[layer];
      if (!forget && !update) {
        expect(memory).toBeNull();
        return;
      }
      const lengths = Array.from({ length: hiddenSize }, (_, unit) => {
        const kept = Array.from({ length: timeSteps }, (_, t) =>
          forget ? forget[t * hiddenSize + unit] : 1 - update[t * hiddenSize + unit],
        );
        return -timeSteps / kept.reduce((sum, value) => sum + Math.log(value), 0);
      });
      checkNormWise({ name: `memory of layer ${layer}`, got: memory!, expected: lengths }, 1e-4);
    });
  });
});

describe('statistics of extreme values', () => {
  const lstm = cells.find(({ id }) => id === 'lstm')!;
  const traces = (forget: number[]) => [{ id: 'forget', values: Float32Array.from(forget) }];

  it('call a memory that never gives way endless, and one that is wiped gone', () => {
    const { memory } = gateStatistics(lstm, 2, traces([1, 0.5, 1, 0]));
    expect([...memory!]).toEqual([Infinity, 0]);
  });

  it('leave out what is no number', () => {
    const { gates } = gateStatistics(lstm, 2, traces([NaN, 0.95, 0.05, 0.001]));
    expect(gates[0]).toMatchObject({ low: 2 / 3, high: 1 / 3, shut: 1 / 3 });
  });
});
