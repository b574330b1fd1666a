/** What the self-test rests on: how outputs are cut up says nothing about what is computed. */
import type { Backend } from '../backend/backend.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProductForm } from '../graph/product-form.ts';
import { Graph } from '../graph/graph.ts';
import { KernelSupply } from '../graph/kernel-supply.ts';
import { schedule } from '../graph/schedule.ts';
import { product } from '../testing/reference-ops.ts';
import { randomValues, runGraph } from '../testing/run-graph.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import { matmul, type Transposed } from './matmul.ts';

const forms: ProductForm[] = ['registers', 'quads', 'tiles'];

let engine: Backend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

/** The kernel of a square product, to be used for others. */
function kernelFor(form: ProductForm, transposed: Transposed, size: number) {
  const graph = new Graph();
  const [a, b] = ['a', 'b'].map((name) => graph.parameter(name, [size, size]));
  graph.record(matmul, [a, b], { transposed }, { into: graph.state('c', [size, size]) });
  const { limits } = engine;
  return schedule(graph, { name: 'lender', slots: 1, limits, form }).dispatches;
}

describe('a kernel that was cut for a product of one size', { timeout: 300_000 }, () => {
  it.each(forms)('computes those of every other size: %s', async (form) => {
    const cutFor = form === 'tiles' ? [1, 240] : [1, 3, 9, 240];
    for (const transposed of ['none', 'left', 'right'] as const) {
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
  });
});
