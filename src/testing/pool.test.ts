import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { differentiate } from '../graph/backward.ts';
import { Graph } from '../graph/graph.ts';
import { padded, type Tensor } from '../graph/tensor.ts';
import { outputView } from '../recurrence/strategy.ts';
import { backends } from './backends.ts';
import { checkAbsolute } from './close-to.ts';
import { pooled } from './reference-ops.ts';
import { randomValues, runGraph, type Values, weighedSum } from './run-graph.ts';
import { closeTestEngine } from './test-engine.ts';
import { pointwise } from '../ops/pointwise.ts';
import { pool } from '../ops/pool.ts';

/** Time steps, sequences, units of each direction, directions, and lengths unless all are real. */
const cases = [
  [1, 1, 1, 1, undefined],
  [7, 5, 13, 1, undefined],
  [2, 3, 33, 2, undefined],
  [5, 4, 6, 1, [5, 1, 3, 2]],
  [9, 3, 17, 2, [1, 9, 4]],
  [3, 70, 5, 2, Array.from({ length: 70 }, (_, b) => 1 + (b % 3))],
] as const;

let engine: Backend;

const places = backends.flatMap((backend) =>
  backend.forms
    .filter((form) => form !== 'quads')
    .map((form) => ({ backend, form, name: `${form} on ${backend.name}` })),
);

describe.each(places)('one vector for each sequence, in $name', ({ backend, form }) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  describe.each(['ends', 'mean'] as const)('by %s', (kind) => {
    it.each(cases)(
      'of %d steps, %d sequences, %d units in %d directions',
      async (timeSteps, batchSize, hiddenSize, directions, lengths) => {
        const graph = new Graph();
        const rows = directions * (timeSteps + 1);
        const states = graph.state('states', [rows, batchSize, hiddenSize]);
        // as a layer puts it out: the directions apart in memory
        const sizes = { timeSteps, batchSize, hiddenSize, directions };
        const x = outputView(states, sizes, 1);
        const width = directions * padded(hiddenSize);
        const given = lengths && graph.input('lengths', [batchSize]);
        const y = graph.record(
          pool,
          given ? [x, given] : [x],
          { kind, directions },
          { into: graph.state('y', [batchSize, width]) },
        );
        const weights = graph.state('weights', [batchSize, width]);
        graph.record(weighedSum, [y, weights], {});
        // and something else that reads the same vectors
        const more = graph.state('more', [timeSteps, batchSize, width]);
        const copy = graph.record(pointwise, [x], { kind: 'copy' });
        graph.record(weighedSum, [copy, more], {});
        const gradient = differentiate(graph).gradientOf(x) as Tensor;
        graph.readBack.add(gradient.storage);

        const v = randomValues(rows * batchSize * hiddenSize, 1);
        const [w, m] = [
          randomValues(batchSize * width, 2),
          randomValues(timeSteps * batchSize * width, 3),
        ];
        const values: Values[] = [
          [states, v],
          [weights, w],
          [more, m],
        ];
        const result = await runGraph(engine, {
          graph,
          form,
          values,
          inputs: given ? [[given, lengths]] : [],
          read: [y, gradient],
        });
        const at = (time: number, b: number, direction: number, unit: number) => {
          const row = direction * (timeSteps + 1) + time + (direction === 0 ? 1 : 0);
          return unit < hiddenSize ? v[(row * batchSize + b) * hiddenSize + unit] : 0;
        };
        const plain = Float64Array.from({ length: timeSteps * batchSize * width }, (_, index) => {
          const [row, column] = [Math.floor(index / width), index % width];
          const direction = Math.floor(column / padded(hiddenSize));
          const time = Math.floor(row / batchSize);
          return at(time, row % batchSize, direction, column % padded(hiddenSize));
        });
        const expected = pooled(kind, { ...sizes, width }, plain, w, lengths);
        checkAbsolute({ name: 'y', got: result.floats(y), expected: expected.y }, 1e-6);
        const wanted = expected.gradient.map((value, index) => value + m[index]);
        checkAbsolute({ name: 'd x', got: result.floats(gradient), expected: wanted }, 1e-6);
      },
    );
  });
});
