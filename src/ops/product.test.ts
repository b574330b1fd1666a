/** What the self-test rests on: how outputs are cut up says nothing about what is computed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { KernelSupply } from '../graph/kernel-supply.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { schedule } from '../graph/schedule.ts';
import { type Backend, backends } from '../testing/backends.ts';
import { product, type Sizes } from '../testing/reference-ops.ts';
import { randomValues, runGraph } from '../testing/run-graph.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { matmul, type Transposed } from './matmul.ts';

let engine: Backend;

const sides = ['none', 'left', 'right'] as const;

/** The kernel of a square product, to be used for others. */
function kernelFor(form: ProductForm, transposed: Transposed, size: number) {
  const graph = new Graph();
  const [a, b] = ['a', 'b'].map((name) => graph.parameter(name, [size, size]));
  graph.record(matmul, [a, b], { transposed }, { into: graph.state('c', [size, size]) });
  const { limits } = engine;
  return schedule(graph, { name: 'lender', slots: 1, limits, form }).dispatches;
}

/** Each element within 2 √K u (|A| · |B|), as a sum of K products in any order may be off. */
async function expectExact(form: ProductForm, transposed: Transposed, sizes: readonly Sizes[]) {
  const graph = new Graph();
  const tasks = sizes.map((size, index) => {
    const { rows, columns, depth } = size;
    const a = graph.parameter('a', transposed === 'left' ? [depth, rows] : [rows, depth]);
    const b = graph.parameter('b', transposed === 'right' ? [columns, depth] : [depth, columns]);
    const c = graph.state('c', [rows, columns]);
    graph.record(matmul, [a, b], { transposed }, { into: c });
    const values = [a, b].map((t, at) => randomValues(t.rows * t.columns, 2 * index + at));
    return { size, a, b, c, values };
  });
  const result = await runGraph(engine, {
    graph,
    form,
    values: tasks.flatMap(({ a, b, values }) => [[a, values[0]] as const, [b, values[1]]]),
    read: tasks.map(({ c }) => c),
  });
  for (const { size, c, values } of tasks) {
    const [a, b] = values;
    const exact = product(transposed, size, a, b);
    const most = product(transposed, size, a.map(Math.abs), b.map(Math.abs));
    const allowed = 2 * Math.sqrt(size.depth) * 2 ** -23;
    const worst = result
      .floats(c)
      .reduce((off, value, at) => Math.max(off, Math.abs(value - exact[at]) / most[at]), 0);
    expect(worst, JSON.stringify(size)).toBeLessThanOrEqual(allowed);
  }
}

describe.each(backends)('products on $name', { timeout: 300_000 }, (backend) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  for (const form of backend.forms.filter((one) => one === 'cpu')) {
    for (const transposed of sides) {
      it(`are exact from the least size on, around every block, ${form}, ${transposed}`, async () => {
        const around = [1, 2, 3, 4, 5, 7, 8, 9, 13];
        const depths = [1, 2, 3, 4, 5, 7, 11];
        const sizes = around.flatMap((rows, i) => {
          // turned, so that where some are tried every size is among them
          const others = backend.some([...around.slice(i), ...around.slice(0, i)]);
          return others.map((columns, j) => ({ rows, columns, depth: depths[(i + 2 * j) % 7] }));
        });
        await expectExact(form, transposed, sizes);
      });

      it(`are exact where one size is large and the others least, ${form}, ${transposed}`, async () => {
        await expectExact(form, transposed, [
          { rows: 1, columns: 1, depth: 8191 },
          { rows: 8191, columns: 1, depth: 1 },
          { rows: 1, columns: 8191, depth: 1 },
          { rows: 4, columns: 4093, depth: 3 },
          { rows: 131, columns: 257, depth: 509 },
        ]);
      });
    }
  }

  it.each(backend.forms)(
    'a kernel that was cut for a product of one size computes those of every other size: %s',
    async (form) => {
      const cutFor = form === 'tiles' ? [1, 240] : [1, 3, 9, 240];
      // where a third is tried, of each form another one
      const turned = [...sides.slice(backend.forms.indexOf(form) % 3), ...sides].slice(0, 3);
      for (const transposed of backend.some(turned)) {
        for (const size of cutFor) {
          const dispatches = kernelFor(form, transposed, size);
          const graph = new Graph();
          const tasks = [1, 2, 5, 11, 18].map((rows, index) => {
            const [columns, depth] = [[1, 5, 9][index % 3], 3 + 2 * index];
            const a = graph.parameter('a', transposed === 'left' ? [depth, rows] : [rows, depth]);
            const right = transposed === 'right' ? [columns, depth] : [depth, columns];
            const b = graph.parameter('b', right);
            const c = graph.state('c', [rows, columns]);
            graph.record(matmul, [a, b], { transposed }, { into: c });
            const values = [a, b].map((t, at) => randomValues(t.rows * t.columns, 2 * index + at));
            return { a, b, c, values, sizes: { rows, columns, depth } };
          });
          const result = await runGraph(engine, {
            graph,
            form,
            supply: new KernelSupply(dispatches),
            values: tasks.flatMap(({ a, b, values }) => [[a, values[0]] as const, [b, values[1]]]),
            read: tasks.map(({ c }) => c),
          });
          const cut = JSON.stringify(dispatches[0].kernel.constants);
          for (const { c, values, sizes } of tasks) {
            const exact = product(transposed, sizes, values[0], values[1]);
            const off = result.floats(c).map((value, index) => Math.abs(value - exact[index]));
            // at most 11 products of numbers below 1
            const what = `${transposed}, ${JSON.stringify(sizes)} with ${cut}`;
            expect(Math.max(...off), what).toBeLessThan(11 * 2 ** -22);
          }
        }
      }
    },
  );
});
