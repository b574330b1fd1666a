import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differentiate } from '../graph/backward.ts';
import { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type Backend, backends } from '../testing/backends.ts';
import { checkAbsolute, checkNormWise } from '../testing/close-to.ts';
import { crossEntropy, sortedByToken } from '../testing/reference-ops.ts';
import { randomValues, runGraph, type Values, weighedSum } from '../testing/run-graph.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { answers } from './answers.ts';
import { bias } from './bias.ts';
import { carry } from './carry.ts';
import { gatherRows } from './gather-rows.ts';
import { maskedTarget } from './masked-target.ts';
import { noToken } from './no-token.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';

const shapes = [
  [1, 1],
  [2, 17],
  [5, 33],
  [33, 3],
  [17, 5],
] as const;

let engine: Backend;

const places = backends.flatMap((backend) =>
  backend.forms
    .filter((form) => form !== 'quads')
    .map((form) => ({ backend, form, name: `${form} on ${backend.name}` })),
);

describe.each(places)('reductions and gathers in $name', ({ backend, form }) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  it('adds biases and sums their gradient over the rows', async () => {
    const graph = new Graph();
    const values: Values[] = [];
    const checks = shapes.map(([rows, columns], index) => {
      const x = graph.parameter('x', [rows, columns]);
      const biases = graph.parameter('biases', [columns]);
      const weights = graph.state('weights', [rows, columns]);
      const into = graph.state('y', [rows, columns]);
      const y = graph.record(bias, [x, biases], {}, { into });
      graph.record(weighedSum, [y, weights], {});
      const [v, w] = [1, 2].map((k) => randomValues(rows * columns, index * 3 + k));
      const b = randomValues(columns, index * 3 + 3);
      values.push([x, v], [biases, b], [weights, w]);
      const sums = new Float64Array(columns);
      w.forEach((value, i) => (sums[i % columns] += value));
      return { y, biases, expected: v.map((value, i) => value + b[i % columns]), sums };
    });
    const tape = differentiate(graph);
    const gradients = checks.map(({ biases }) => tape.gradientOf(biases) as Tensor);
    const read = [...checks.map(({ y }) => y), ...gradients];
    const result = await runGraph(engine, { graph, form, values, read });
    checks.forEach(({ y, expected, sums }, i) => {
      checkAbsolute({ name: 'bias', got: result.floats(y), expected }, 2e-7);
      const got = result.floats(gradients[i]);
      checkAbsolute({ name: 'bias gradient', got, expected: sums }, 2e-6);
    });
  });

  it('gathers rows by token and sums their gradient by token', async () => {
    for (const [count, vocabSize, columns] of [
      [1, 1, 1],
      [17, 5, 33],
      [33, 3, 2],
      [5, 40, 17],
    ]) {
      const graph = new Graph();
      const tokens = graph.input('tokens', [count]);
      const order = graph.input('order', [count]);
      const rowStart = graph.input('row-start', [vocabSize + 1]);
      const [table, biases] = [
        graph.parameter('table', [vocabSize, columns]),
        graph.parameter('biases', [columns]),
      ];
      const weights = graph.state('weights', [count, columns]);
      const rows = graph.record(gatherRows, [tokens, table], { sorted: { order, rowStart } });
      const y = graph.record(
        bias,
        [rows, biases],
        {},
        { into: graph.state('y', [count, columns]) },
      );
      graph.record(weighedSum, [y, weights], {});
      const gradient = differentiate(graph).gradientOf(table) as Tensor;
      // nothing is read at some positions, at the first and the last of the longest
      const ids = Uint32Array.from({ length: count }, (_, i) =>
        i % 13 === 0 && count > 2 ? noToken : (i * 7 + 2) % vocabSize,
      );
      const tokenOf = (i: number) => ids[Math.floor(i / columns)];
      const sorted = sortedByToken(ids, vocabSize);
      const [t, b, w] = [
        randomValues(vocabSize * columns, 1),
        randomValues(columns, 2),
        randomValues(count * columns, 3),
      ];
      const result = await runGraph(engine, {
        graph,
        form,
        values: [
          [table, t],
          [biases, b],
          [weights, w],
        ],
        inputs: [
          [tokens, ids],
          [order, sorted.order],
          [rowStart, sorted.rowStart],
        ],

        read: [y, gradient],
      });
      const expected = w.map(
        (_, i) =>
          (tokenOf(i) === noToken ? 0 : t[tokenOf(i) * columns + (i % columns)]) + b[i % columns],
      );
      checkAbsolute({ name: 'rows', got: result.floats(y), expected }, 2e-7);
      const sums = new Float64Array(vocabSize * columns);
      w.forEach((value, i) => {
        if (tokenOf(i) !== noToken) sums[tokenOf(i) * columns + (i % columns)] += value;
      });
      checkAbsolute({ name: 'table gradient', got: result.floats(gradient), expected: sums }, 4e-6);
    }
  });

  it('computes softmax cross-entropy and its gradient, masked and extreme logits included', async () => {
    for (const [rows, vocabSize, scale] of [
      [1, 1, 1],
      [3, 1, 1e4],
      [17, 5, 1],
      [33, 65, 4],
      [5, 33, 1e4],
      [2, 1000, 4],
    ]) {
      const graph = new Graph();
      const targets = graph.input('targets', [rows]);
      const logits = graph.state('logits', [rows, vocabSize]);
      const losses = graph.state('losses', [rows]);
      graph.record(softmaxCrossEntropy, [logits, targets], {}, { into: losses });
      const values = randomValues(rows * vocabSize, rows, scale);
      if (scale === 1e4) values.set([1e4, -1e4].slice(0, vocabSize));
      const wanted = Uint32Array.from({ length: rows }, (_, row) =>
        row % 4 === 1 ? maskedTarget : (row * 3 + 1) % vocabSize,
      );
      const count = wanted.filter((target) => target !== maskedTarget).length;
      const result = await runGraph(engine, {
        graph,
        form,
        values: [
          [logits, values],
          [losses, new Float64Array(rows).fill(9)],
        ],
        inputs: [[targets, wanted]],
        numbers: { inverse_count: 1 / count },
        read: [logits, losses],
      });
      const expected = crossEntropy(values, wanted, count);
      // a loss of thousands has few bits left behind the point
      const limit = 2e-6 * Math.max(1, ...expected.losses.map((loss) => loss / 16));
      checkAbsolute(
        { name: 'losses', got: result.floats(losses), expected: expected.losses },
        limit,
      );
      checkAbsolute(
        { name: 'logit gradient', got: result.floats(logits), expected: expected.gradient },
        1e-6,
      );
    }
  });

  it('answers with the first of the largest, or with what is above zero, in one entry of a ring', async () => {
    for (const kind of ['largest', 'above_zero'] as const) {
      for (const [rows, columns] of [...shapes, [3, 300] as const]) {
        const graph = new Graph();
        const [entries, count] = [3, kind === 'largest' ? rows : rows * columns];
        const logits = graph.state('logits', [rows, columns]);
        const ring = graph.state('ring', [entries, count], 'u32');
        graph.record(answers, [logits, ring], { kind, entries });
        // whole numbers: many are as large as the largest, and some are 0
        const values = randomValues(rows * columns, rows, 3).map(Math.round);
        const result = await runGraph(engine, {
          graph,
          form,
          values: [[logits, values]],
          numbers: { number: 7 },
          read: [ring],
        });
        const expected = Array.from({ length: rows }, (_, row) => {
          const own = [...values.subarray(row * columns, (row + 1) * columns)];
          return kind === 'largest'
            ? [own.indexOf(Math.max(...own))]
            : own.map((value) => Number(value > 0));
        }).flat();
        const untouched = new Array<number>(count).fill(0);
        expect([...result.words(ring)]).toEqual([...untouched, ...expected, ...untouched]);
      }
    }
  });

  it('carries states to the next step, clears those that start anew, and records into a ring', async () => {
    const [stateCount, timeSteps, batchSize, hiddenSize, entries] = [3, 2, 5, 33, 4];
    const graph = new Graph();
    const resets = graph.input('resets', [batchSize]);
    const losses = graph.state('losses', [timeSteps * batchSize]);
    const partials = graph.state('partials', [64]);
    const states = graph.state('states', [stateCount * (timeSteps + 1), batchSize, hiddenSize]);
    const ring = graph.state('ring', [entries, 4]);
    graph.record(carry, [losses, partials, resets, states, ring], {
      stateCount,
      timeSteps,
      batchSize,
      hiddenSize,
      entries,
    });
    const before = randomValues(stateCount * (timeSteps + 1) * batchSize * hiddenSize, 1);
    const [lossValues, squares] = [randomValues(10, 2), randomValues(64, 3).map((v) => v * v)];
    const old = randomValues(entries * 4, 4);
    const flags = [0, 1, 0, 0, 1];
    const run = (partialValues: Float64Array) =>
      runGraph(engine, {
        graph,
        form,
        values: [
          [losses, lossValues],
          [partials, partialValues],
          [states, before],
          [ring, old],
        ],
        inputs: [[resets, flags]],
        numbers: { number: 9, inverse_count: 0.1 },
        read: [states, ring],
      });
    const result = await run(squares);
    const vector = batchSize * hiddenSize;
    const expected = before.map((value, i) => {
      const [row, sequence] = [Math.floor(i / vector), Math.floor(i / hiddenSize) % batchSize];
      if (row % (timeSteps + 1) > 0) return value;
      return flags[sequence] === 1 ? 0 : before[i + timeSteps * vector];
    });
    expect(result.floats(states)).toEqual(Float32Array.from(expected));
    const entry = [
      lossValues.reduce((a, b) => a + b) * 0.1,
      Math.sqrt(squares.reduce((a, b) => a + b)),
      0,
      0,
    ];
    const recorded = [...old.slice(0, 4), ...entry, ...old.slice(8)];
    checkNormWise({ name: 'ring', got: result.floats(ring), expected: recorded }, 1e-6);
    expect((await run(squares.fill(Infinity, 3, 4))).floats(ring)[4 + 2]).toBe(1);
  });
});
