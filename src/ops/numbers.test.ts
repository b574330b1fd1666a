/** Numbers in and out: what the host gives, squared errors, and answers as they are. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differentiate } from '../graph/backward.ts';
import { Graph } from '../graph/graph.ts';
import { wordOf } from '../lib/float-words.ts';
import { type Backend, backends } from '../testing/backends.ts';
import { checkAbsolute, checkScaled } from '../testing/close-to.ts';
import { randomValues, runGraph } from '../testing/run-graph.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { answers } from './answers.ts';
import { features } from './features.ts';
import { maskedTarget } from './masked-target.ts';
import { noToken } from './no-token.ts';
import { pointwise } from './pointwise.ts';
import { squaredError } from './squared-error.ts';

let engine: Backend;

const places = backends.flatMap((backend) =>
  backend.forms
    .filter((form) => form !== 'quads')
    .map((form) => ({ backend, form, name: `${form} on ${backend.name}` })),
);

describe.each(places)('numbers in $name', ({ backend, form }) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  it.each([
    [1, 1],
    [3, 2],
    [17, 4],
    [5, 33],
    [70, 6],
  ])('%d rows of %d are read as they are given, nothing as 0', async (rows, columns) => {
    const values = randomValues(rows * columns, rows);
    const words = Uint32Array.from(values, (value, at) => (at % 7 === 5 ? noToken : wordOf(value)));
    const graph = new Graph();
    const given = graph.input('words', [rows, columns]);
    const x = graph.record(features, [given], {});
    const read = graph.state('read', [rows, columns]);
    graph.record(pointwise, [x], { kind: 'copy' }, { into: read });
    const result = await runGraph(engine, {
      ...{ graph, form, values: [], inputs: [[given, words]], read: [read] },
    });
    const expected = Float64Array.from(values, (value, at) =>
      at % 7 === 5 ? 0 : Math.fround(value),
    );
    checkAbsolute({ name: 'x', got: result.floats(read), expected }, 0);
    expect(differentiate(graph).gradientOf(given)).toBeUndefined();
  });

  it.each([
    [1, 1],
    [3, 1],
    [17, 3],
    [5, 9],
    [2, 300],
  ])('the squared errors of %d rows of %d outputs, some masked', async (rows, columns) => {
    const count = rows * columns;
    const isMasked = (at: number) => at % 5 === 3;
    const [values, wanted] = [randomValues(count, 1, 3), randomValues(count, 2, 3)];
    const graph = new Graph();
    const targets = graph.input('targets', [rows, columns]);
    const outputs = graph.state('outputs', [rows, columns]);
    const losses = graph.state('losses', [rows]);
    graph.record(squaredError, [outputs, targets], {}, { into: losses });
    const words = Uint32Array.from(wanted, (value, at) =>
      isMasked(at) ? maskedTarget : wordOf(value),
    );
    const result = await runGraph(engine, {
      ...{ graph, form, inputs: [[targets, words]], read: [outputs, losses] },
      values: [
        [outputs, values],
        [losses, new Float64Array(rows).fill(9)],
      ],
      numbers: { inverse_count: 1 / count },
    });
    const off = Float64Array.from(values, (value, at) =>
      isMasked(at) ? 0 : Math.fround(value) - Math.fround(wanted[at]),
    );
    const sums = new Float64Array(rows);
    off.forEach((one, at) => (sums[Math.floor(at / columns)] += one ** 2));
    checkScaled({ name: 'losses', got: result.floats(losses), expected: sums }, 2e-6);
    const gradient = off.map((one) => (2 * one) / count);
    checkScaled({ name: 'gradient', got: result.floats(outputs), expected: gradient }, 1e-6);
  });

  it('answers are kept bit for bit, in the ring’s entry of the step', async () => {
    const [rows, columns] = [17, 3];
    const values = randomValues(rows * columns, 5);
    const graph = new Graph();
    const outputs = graph.state('outputs', [rows, columns]);
    const ring = graph.state('ring', [2, rows * columns], 'u32');
    graph.record(answers, [outputs, ring], { kind: 'value', entries: 2 });
    const result = await runGraph(engine, {
      ...{ graph, form, values: [[outputs, values]], numbers: { number: 3 }, read: [ring] },
    });
    const expected = Uint32Array.from(values, wordOf);
    expect(result.words(ring).slice(rows * columns)).toEqual(expected);
  });
});
