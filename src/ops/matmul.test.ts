import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differentiate } from '../graph/backward.ts';
import { Graph } from '../graph/graph.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { columnsView, rowsView, type Tensor } from '../graph/tensor.ts';
import { type Backend, backends } from '../testing/backends.ts';
import { checkGradient, DeviationError } from '../testing/close-to.ts';
import { dot, product, type Sizes } from '../testing/reference-ops.ts';
import { checkAgainstDifferences } from '../testing/reference/gradient-check.ts';
import { randomValues, runGraph, weighedSum } from '../testing/run-graph.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { bias } from './bias.ts';
import { matmul, type Transposed } from './matmul.ts';

const odd = [1, 2, 3, 5, 17, 33];
const timeout = 300_000;
/** Rounding may go either way. */
const unit = 2 ** -23;

let engine: Backend;

interface Product extends Sizes {
  transposed: Transposed;
  added?: 'bias' | 'accumulate';
}

/** Each element within 2 √K u (|A| · |B|), as a sum of K products in any order may be off. */
function checkProduct(
  p: Product,
  got: Float32Array,
  a: Float64Array,
  b: Float64Array,
  plus: Float64Array,
) {
  const exact = product(p.transposed, p, a, b);
  const sizes = product(p.transposed, p, a.map(Math.abs), b.map(Math.abs));
  const terms = p.depth + (p.added ? 1 : 0);
  got.forEach((value, index) => {
    const expected = exact[index] + plus[index];
    const allowed = 2 * Math.sqrt(terms) * unit * (sizes[index] + Math.abs(plus[index]));
    if (!(Math.abs(value - expected) <= allowed)) {
      const { rows, columns, depth, transposed } = p;
      const at = `[${Math.floor(index / columns)}, ${index % columns}]`;
      throw new DeviationError(
        `${transposed} ${rows}×${depth}×${columns}: at ${at}: got ${value}, expected ${expected} ± ${allowed}.`,
      );
    }
  });
}

/** Several products in one graph: the adapter is slow to start, not slow to compute. */
async function runProducts(form: ProductForm, products: readonly Product[]) {
  const graph = new Graph();
  const tasks = products.map((p, index) => {
    const { rows, columns, depth, transposed, added } = p;
    const a = graph.parameter('a', transposed === 'left' ? [depth, rows] : [rows, depth]);
    const b = graph.parameter('b', transposed === 'right' ? [columns, depth] : [depth, columns]);
    const biases = graph.parameter('bias', [columns]);
    const c = graph.state('c', [rows, columns]);
    const values = [
      randomValues(rows * depth, index * 4 + 1),
      randomValues(depth * columns, index * 4 + 2),
      randomValues(columns, index * 4 + 3),
      randomValues(rows * columns, index * 4 + 4),
    ] as const;
    if (added === 'bias') {
      const sum = graph.record(matmul, [a, b], { transposed });
      graph.record(bias, [sum, biases], {}, { into: c });
    } else {
      graph.record(matmul, [a, b], { transposed }, { into: c, accumulate: added === 'accumulate' });
    }
    const own = [
      [a, values[0]],
      [b, values[1]],
      [c, values[3]],
    ] as const;
    return {
      p,
      c,
      values,
      uploads: added === 'bias' ? [...own, [biases, values[2]] as const] : own,
    };
  });
  const values = tasks.flatMap(({ uploads }) => [...uploads]);
  const result = await runGraph(engine, { graph, form, values, read: tasks.map(({ c }) => c) });
  for (const {
    p,
    c,
    values: [a, b, biases, before],
  } of tasks) {
    const plus = before.map((value, index) =>
      p.added === 'bias' ? biases[index % p.columns] : p.added === 'accumulate' ? value : 0,
    );
    checkProduct(p, result.floats(c), a, b, plus);
  }
}

describe.each(backends)('matmul on $name', (backend) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  for (const form of backend.forms) {
    it(
      `is exact to rounding at odd sizes in ${form}, plain, with biases and added to what is there`,
      async () => {
        const pairs = odd.flatMap((rows, i) =>
          odd.map((columns, j) => {
            const depth = odd[(i * 5 + j * 7 + 1) % odd.length];
            return { rows, columns, depth };
          }),
        );
        const products = backend.some(pairs).flatMap((sizes): Product[] => [
          { transposed: 'none', ...sizes, added: 'bias' },
          { transposed: 'left', ...sizes, added: 'accumulate' },
          { transposed: 'right', ...sizes, added: 'accumulate' },
        ]);
        await runProducts(form, products);
      },
      timeout,
    );

    it(
      `is exact to rounding where blocks are large and sums long in ${form}`,
      async () => {
        const wide: Product[] = [
          { transposed: 'none', rows: 33, columns: 701, depth: 130 },
          { transposed: 'left', rows: 35, columns: 701, depth: 67 },
        ];
        // enough outputs for the large tiles
        const square: Product[] = [
          { transposed: 'none', rows: 227, columns: 229, depth: 21 },
          { transposed: 'left', rows: 229, columns: 227, depth: 21 },
          { transposed: 'right', rows: 227, columns: 230, depth: 19 },
        ];
        await runProducts(form, [
          ...(form === 'tiles' ? square : wide),
          { transposed: 'none', rows: 3, columns: 5, depth: 4096, added: 'bias' },
        ]);
      },
      timeout,
    );

    it(
      `multiplies views of columns and rows in ${form}`,
      async () => {
        const graph = new Graph();
        const gates = graph.parameter('gates', [10, 24]);
        const weights = graph.parameter('weights', [8, 24]);
        const target = graph.state('target', [5, 24]);
        // rows 2 … 6, and of three groups of four columns the second; then of the weights the third
        const a = columnsView(rowsView(gates, 2, [5, 24]), { first4: 1, take: 1, skip: 3 });
        const b = columnsView(weights, { first4: 2, take: 1, skip: 3 });
        const c = columnsView(target, { first4: 0, take: 1, skip: 3 });
        graph.record(matmul, [a, b], { transposed: 'none' }, { into: c });
        const two = { first4: 1, take: 2, skip: 3 };
        const right = graph.state('right', [5, 8]);
        graph.record(
          matmul,
          [columnsView(rowsView(gates, 5, [5, 24]), two), columnsView(weights, two)],
          { transposed: 'right' },
          { into: right },
        );
        const left = graph.state('left', [8, 24]);
        const leftColumns = columnsView(left, two);
        const gateRows = rowsView(gates, 1, [8, 24]);
        graph.record(
          matmul,
          [columnsView(gateRows, { first4: 0, take: 1, skip: 3 }), columnsView(weights, two)],
          { transposed: 'left' },
          { into: leftColumns },
        );
        const [g, w, before] = [randomValues(240, 1), randomValues(192, 2), randomValues(120, 3)];
        const result = await runGraph(engine, {
          graph,
          form,
          values: [
            [gates, g],
            [weights, w],
            [target, before],
          ],
          read: [target, right, left],
        });
        const pick = (list: Float64Array, first: number, rows: number, groups: number[]) =>
          Float64Array.from(
            Array.from({ length: rows }, (_, row) =>
              [0, 12].flatMap((start) =>
                groups.flatMap((group) =>
                  [0, 1, 2, 3].map((i) => list[(first + row) * 24 + start + group * 4 + i]),
                ),
              ),
            ).flat(),
          );
        const none = new Float64Array(1000);
        const plain: Product = { transposed: 'none', rows: 5, columns: 8, depth: 8 };
        checkProduct(plain, result.floats(c), pick(g, 2, 5, [1]), pick(w, 0, 8, [2]), none);
        const turned: Product = { transposed: 'right', rows: 5, columns: 8, depth: 16 };
        checkProduct(
          turned,
          result.floats(right),
          pick(g, 5, 5, [1, 2]),
          pick(w, 0, 8, [1, 2]),
          none,
        );
        const lying: Product = { transposed: 'left', rows: 8, columns: 16, depth: 8 };
        checkProduct(
          lying,
          result.floats(leftColumns),
          pick(g, 1, 8, [0]),
          pick(w, 0, 8, [1, 2]),
          none,
        );
        // the other columns of the target are untouched
        const all = result.floats(target);
        all.forEach((value, index) => {
          if (Math.floor((index % 24) / 4) % 3 !== 0) expect(value).toBe(before[index]);
        });
      },
      timeout,
    );

    if (form === 'tiles') continue; // the sweep of the cells has these kernels
    it(
      `flows back to both operands and the biases in ${form}`,
      async () => {
        for (const [rows, depth, columns] of [
          [3, 5, 2],
          [17, 2, 5],
          [1, 3, 17],
        ]) {
          const graph = new Graph();
          const a = graph.parameter('a', [rows, depth]);
          const b = graph.parameter('b', [depth, columns]);
          const biases = graph.parameter('biases', [columns]);
          const weights = graph.state('weights', [rows, columns]);
          const sum = graph.record(matmul, [a, b], { transposed: 'none' });
          const y = graph.record(
            bias,
            [sum, biases],
            {},
            { into: graph.state('y', [rows, columns]) },
          );
          graph.record(weighedSum, [y, weights], {});
          const tape = differentiate(graph);
          const gradients = [a, b, biases].map((t) => tape.gradientOf(t) as Tensor);
          const point = {
            a: randomValues(rows * depth, 1),
            b: randomValues(depth * columns, 2),
            biases: randomValues(columns, 3),
          };
          const w = randomValues(rows * columns, 4);
          const result = await runGraph(engine, {
            graph,
            form,
            values: [
              [a, point.a],
              [b, point.b],
              [biases, point.biases],
              [weights, w],
            ],
            read: gradients,
          });
          const f = () =>
            dot(
              product('none', { rows, columns, depth }, point.a, point.b).map(
                (v, i) => v + point.biases[i % columns],
              ),
              w,
            );
          const [da, db, dBiases] = gradients.map((t) => Float64Array.from(result.floats(t)));
          checkAgainstDifferences(
            f,
            point,
            { a: da, b: db, biases: dBiases },
            { epsilon: 1e-4, relative: 2e-6, absolute: 1e-6 },
          );
          const expected = product('right', { rows, columns: depth, depth: columns }, w, point.b);
          checkGradient({ name: 'da', got: da, expected }, 2e-6);
        }
      },
      timeout,
    );
  }

  it('refuses operands whose inner sizes differ, with their shapes', () => {
    const graph = new Graph();
    const [a, b] = [graph.parameter('a', [2, 3]), graph.parameter('b', [2, 3])];
    expect(() => graph.record(matmul, [a, b], { transposed: 'none' })).toThrow(
      'matmul: inner sizes differ: a a [2, 3], b b [2, 3], transposed none.',
    );
    expect(() => graph.record(bias, [a, b], {})).toThrow('needs one bias per column');
  });
});
