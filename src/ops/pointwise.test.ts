import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differentiate } from '../graph/backward.ts';
import { Graph } from '../graph/graph.ts';
import { columnsView, rowsView, type Tensor } from '../graph/tensor.ts';
import { type Backend, backends } from '../testing/backends.ts';
import { checkAbsolute } from '../testing/close-to.ts';
import { dot, pointwiseFunctions } from '../testing/reference-ops.ts';
import { checkAgainstDifferences } from '../testing/reference/gradient-check.ts';
import { randomValues, runGraph, type Values, weighedSum } from '../testing/run-graph.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { pointwise, type PointwiseKind, pointwiseKinds } from './pointwise.ts';

const shapes = [
  [1, 1],
  [2, 17],
  [5, 33],
  [33, 3],
  [17, 5],
] as const;

let engine: Backend;

const ramp = (count: number, from: number, to: number) =>
  Float64Array.from({ length: count }, (_, i) =>
    Math.fround(from + ((to - from) * i) / (count - 1)),
  );

describe.each(backends)('pointwise on $name', (backend) => {
  const [form] = backend.forms;
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  const binary = (kind: PointwiseKind) =>
    kind === 'multiply' || kind === 'add' || kind.endsWith('-gradient');

  it.each(pointwiseKinds)(
    'computes %s, replacing and adding, of whole tensors and of views',
    async (kind) => {
      const graph = new Graph();
      const f = pointwiseFunctions[kind];
      const values: Values[] = [];
      const checks = shapes.map(([rows, columns], index) => {
        const [a, b, c] = ['a', 'b', 'c'].map((name) => graph.state(name, [rows, columns]));
        const [x, y, before] = [1, 2, 3].map((k) => randomValues(rows * columns, index * 3 + k, 2));
        const accumulate = index % 2 === 1;
        values.push([a, x], [c, before]);
        if (binary(kind)) values.push([b, y]);
        graph.record(pointwise, binary(kind) ? [a, b] : [a], { kind }, { into: c, accumulate });
        return { tensor: c, expected: x.map((v, i) => f(v, y[i]) + (accumulate ? before[i] : 0)) };
      });
      // the second of three groups of four columns, rows 1 … 3 of 4
      const [wide, out] = [graph.state('wide', [4, 24]), graph.state('out', [3, 24])];
      const window = columnsView(rowsView(wide, 1, [3, 24]), { first4: 1, take: 1, skip: 3 });
      const into = columnsView(out, { first4: 2, take: 1, skip: 3 });
      graph.record(pointwise, [window], { kind }, { into });
      const source = randomValues(96, 9, 2);
      values.push([wide, source], [out, new Float64Array(72)]);
      const read = [...checks.map(({ tensor }) => tensor), out];
      const result = await runGraph(engine, { graph, form, values, read });
      for (const { tensor, expected } of checks) {
        checkAbsolute({ name: kind, got: result.floats(tensor), expected }, 2e-6);
      }
      const expected = Float64Array.from({ length: 24 }, (_, i) => {
        const [row, column] = [Math.floor(i / 8), i % 8];
        const value = source[(row + 1) * 24 + Math.floor(column / 4) * 12 + 4 + (column % 4)];
        return f(value, value);
      });
      checkAbsolute({ name: `${kind} of views`, got: result.floats(into), expected }, 2e-6);
      expect(result.floats(out).filter((v) => v !== 0).length).toBeLessThanOrEqual(24);
    },
  );

  const forward = pointwiseKinds.filter((kind) => kind !== 'negate' && !kind.endsWith('-gradient'));
  it.each(forward)('lets the gradient of %s flow to every input', async (kind) => {
    const graph = new Graph();
    const inputs = binary(kind) ? ['a', 'b'] : ['a'];
    const tensors = inputs.map((name) => graph.parameter(name, [5, 17]));
    const weights = graph.state('weights', [5, 17]);
    const y = graph.record(pointwise, tensors, { kind }, { into: graph.state('y', [5, 17]) });
    // a second reader: gradients add up
    const again = graph.record(
      pointwise,
      [tensors[0]],
      { kind: 'copy' },
      { into: graph.state('z', [5, 17]) },
    );
    graph.record(weighedSum, [y, weights], {});
    graph.record(weighedSum, [again, weights], {});
    const tape = differentiate(graph);
    const gradients = tensors.map((tensor) => tape.gradientOf(tensor) as Tensor);
    const away = (v: number) => (Math.abs(v) < 0.01 ? 0.5 : v);
    const point = Object.fromEntries(
      inputs.map((name, i) => [name, randomValues(85, i + 1, 2).map(away)]),
    );
    const w = randomValues(85, 7);
    const values: Values[] = [
      ...tensors.map((t, i) => [t, point[inputs[i]]] as const),
      [weights, w],
    ];
    const result = await runGraph(engine, { graph, form, values, read: gradients });
    const f = () =>
      dot(
        point.a.map((v, i) => pointwiseFunctions[kind](v, point.b?.[i] ?? v) + v),
        w,
      );
    const got = Object.fromEntries(
      inputs.map((name, i) => [name, Float64Array.from(result.floats(gradients[i]))]),
    );
    checkAgainstDifferences(f, point, got, { epsilon: 1e-5, relative: 2e-6, absolute: 1e-6 });
  });

  it('keeps sigmoid and tanh within 5e-7 everywhere and never loses them', async () => {
    const points = Float64Array.from([
      ...ramp(20_001, -100, 100),
      ...ramp(501, 43.7, 44.4),
      ...ramp(501, -44.4, -43.7),
      ...ramp(501, 88, 89),
      ...ramp(501, -89, -88),
      ...ramp(2_001, -0.3, 0.3),
      ...[0, -0, 1e-30, -1e-30, 1e4, -1e4, 3e38, -3e38].map(Math.fround),
    ]);
    const graph = new Graph();
    const x = graph.state('x', [points.length, 1]);
    const results = (['sigmoid', 'tanh'] as const).map((kind) => ({
      kind,
      y: graph.record(pointwise, [x], { kind }, { into: graph.state(kind, [points.length, 1]) }),
    }));
    const read = results.map(({ y }) => y);
    const run = await runGraph(engine, { graph, form, values: [[x, points]], read });
    for (const { kind, y } of results) {
      const expected = points.map((v) => pointwiseFunctions[kind](v, v));
      const { worst } = checkAbsolute({ name: kind, got: run.floats(y), expected }, 5e-7);
      expect(worst).toBeGreaterThan(0);
      expect(Math.max(...run.floats(y).map(Math.abs))).toBeLessThanOrEqual(1);
    }
  });
});
