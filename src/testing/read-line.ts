/** What the inspector reads of a small net over a line, and what the reference computes. */
import { stretch } from '../data/sequences.ts';
import { expect } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { tagger } from '../model/tagger.ts';
import { optimizers } from '../optimizers/index.ts';
import { Inspector } from '../training/inspector.ts';
import { Net } from '../training/net.ts';
import { checkAbsolute } from './close-to.ts';
import { randomParameters } from './reference/random-model.ts';
import { runForward } from './reference/sequence-model.ts';
import { netShapeOf } from './run-net.ts';

export interface ReadNet {
  cell: string;
  layers: number;
  directions: 1 | 2;
  hiddenSize: number;
  embeddingSize: number;
  learnsInitialState?: boolean;
}

const tolerance = 2e-6;
const vocabSize = 7;
export const lineTokens = Uint32Array.from([3, 0, 6, 1, 1, 5, 2, 4]);

export async function openReading(backend: Backend, c: ReadNet) {
  const { layers: numLayers, ...sizes } = c;
  const model = { numLayers, ...sizes, vocabSize };
  const parameters = randomParameters(model, 5, 1.5);
  const targets = [...lineTokens.slice(1), 0];
  const batch = { batchSize: 1, timeSteps: lineTokens.length, tokens: lineTokens, targets };
  const expected = runForward(model, parameters, batch);
  const net = await Net.create(backend, {
    model: tagger(netShapeOf({ ...c, vocabSize })),
    optimizer: optimizers[0],
    form: backend.form,
    seed: 1,
    initial: Object.entries(parameters).map(([name, values]) => ({
      name,
      shape: [],
      values: Float32Array.from(values),
    })),
  });
  const options = { hasLogits: true, layersAtOnce: c.layers };
  const inspector = await Inspector.create(net, [stretch(lineTokens)], options);
  const close = () => {
    inspector.destroy();
    net.destroy();
  };
  return { net, inspector, parameters, expected, vocabSize, close };
}

/** Every shown gate and state, and where every direction of every layer begins. */
export async function checkReadings(backend: Backend, c: ReadNet): Promise<void> {
  const { net, inspector, parameters, expected, close } = await openReading(backend, c);
  try {
    const { cell, hiddenSize } = net.shape;
    const shown = [...cell.gates, ...cell.states].filter(({ role }) => role);
    const readings = await inspector.run(Array.from({ length: c.layers }, (_, layer) => layer));
    expect(readings.length).toBe(c.layers * c.directions);
    readings.forEach(({ layer, direction, traces, starts }, index) => {
      expect(layer * c.directions + direction).toBe(index);
      const where = `of layer ${layer}, direction ${direction}`;
      expect(traces.map(({ id }) => id)).toEqual(shown.map(({ id }) => id));
      for (const { id, values } of traces) {
        const right = expected.traces[index][id];
        checkAbsolute({ name: `${id} ${where}`, got: values, expected: right }, tolerance);
      }
      const suffix = `_l${layer}${direction === 0 ? '' : '_reverse'}`;
      for (const { id, values } of starts) {
        const zeros = new Float64Array(hiddenSize);
        const right = parameters[`rnn.initial_${id}${suffix}`] ?? zeros;
        checkAbsolute({ name: `${id} before ${where}`, got: values, expected: right }, 0);
      }
    });
    // one layer alone is the same
    const last = await inspector.run([c.layers - 1]);
    expect(last).toEqual(readings.slice(-c.directions));
  } finally {
    close();
  }
}
