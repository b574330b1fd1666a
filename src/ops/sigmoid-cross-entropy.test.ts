import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { type Backend, backends } from '../testing/backends.ts';
import { checkAbsolute, checkScaled } from '../testing/close-to.ts';
import { binaryCrossEntropy } from '../testing/reference-ops.ts';
import { randomValues, runGraph } from '../testing/run-graph.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { maskedTarget } from './masked-target.ts';
import { sigmoidCrossEntropy } from './sigmoid-cross-entropy.ts';

let engine: Backend;

const places = backends.flatMap((backend) =>
  backend.forms
    .filter((form) => form !== 'quads')
    .map((form) => ({ backend, form, name: `${form} on ${backend.name}` })),
);

/** @param values of the logits, row by row */
async function run(
  form: (typeof places)[number]['form'],
  rows: number,
  values: Float64Array,
  wanted: Uint32Array,
) {
  const columns = values.length / rows;
  const graph = new Graph();
  const targets = graph.input('targets', [rows, columns]);
  const logits = graph.state('logits', [rows, columns]);
  const losses = graph.state('losses', [rows]);
  graph.record(sigmoidCrossEntropy, [logits, targets], {}, { into: losses });
  const count = wanted.filter((target) => target !== maskedTarget).length;
  const result = await runGraph(engine, {
    graph,
    form,
    values: [
      [logits, values],
      [losses, new Float64Array(rows).fill(9)],
    ],
    inputs: [[targets, wanted]],
    numbers: { inverse_count: 1 / Math.max(1, count) },
    read: [logits, losses],
  });
  const expected = binaryCrossEntropy(values, wanted, rows, Math.max(1, count));
  return { losses: result.floats(losses), gradient: result.floats(logits), expected };
}

describe.each(places)('binary cross-entropy in $name', ({ backend, form }) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  it.each([
    [1, 1, 1],
    [3, 1, 4],
    [17, 1, 4],
    [5, 3, 1],
    [33, 6, 4],
    [2, 300, 4],
    [70, 4, 1],
  ])('of %d rows of %d outputs around %d, some masked', async (rows, columns, scale) => {
    const count = rows * columns;
    const wanted = Uint32Array.from({ length: count }, (_, at) =>
      at % 5 === 3 ? maskedTarget : (at * 7) % 2,
    );
    const values = randomValues(count, rows, scale);
    const { losses, gradient, expected } = await run(form, rows, values, wanted);
    checkScaled({ name: 'losses', got: losses, expected: expected.losses }, 2e-6);
    checkAbsolute({ name: 'gradient', got: gradient, expected: expected.gradient }, 1e-6);
    wanted.forEach((target, at) => {
      if (target === maskedTarget) expect(gradient[at]).toBe(0);
    });
  });

  it('of rows that are masked altogether is nothing', async () => {
    const wanted = new Uint32Array(6).fill(maskedTarget);
    const { losses, gradient } = await run(form, 2, randomValues(6, 1), wanted);
    expect([...losses, ...gradient].every((value) => value === 0)).toBe(true);
  });

  it('holds for logits up to ten thousand: exact where the answer is wrong, tiny where it is right', async () => {
    const sizes = [0, 1e-4, 0.5, 8, 16, 30, 88, 1000, 1e4];
    const values = Float64Array.from(sizes.flatMap((size) => [size, -size, size, -size]));
    const wanted = Uint32Array.from(values, (_, at) => (at % 4 < 2 ? 1 : 0));
    const { losses, gradient, expected } = await run(form, values.length, values, wanted);
    losses.forEach((loss, at) => {
      const right = expected.losses[at];
      // relative: a right answer leaves e^{−|z|}, of which WGSL may be 3 + 2 |z| last places off
      const places = right < 0.1 ? 5 + 2 * Math.abs(values[at]) : 4;
      const off = Math.abs(loss - right);
      expect(off, `loss of ${values[at]}`).toBeLessThanOrEqual(places * 2 ** -23 * right + 1e-37);
    });
    checkAbsolute({ name: 'gradient', got: gradient, expected: expected.gradient }, 1e-6);
    expect([...losses, ...gradient].every(Number.isFinite)).toBe(true);
  });

  it('wants one target per logit', () => {
    const graph = new Graph();
    const logits = graph.state('logits', [2, 3]);
    const targets = graph.input('targets', [2]);
    expect(() => graph.record(sigmoidCrossEntropy, [logits, targets], {})).toThrow(
      'sigmoid-cross-entropy: needs one target per logit',
    );
  });
});
