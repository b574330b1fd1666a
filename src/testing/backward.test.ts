import { describe, expect, it } from 'vitest';
import { bias } from '../ops/bias.ts';
import { matmul } from '../ops/matmul.ts';
import { pointwise } from '../ops/pointwise.ts';
import { weighedSum } from './run-graph.ts';
import { differentiate } from '../graph/backward.ts';
import { Graph } from '../graph/graph.ts';
import type { Op } from '../graph/op.ts';
import { packUniforms } from '../graph/uniforms.ts';
import { schedule } from '../graph/schedule.ts';
import { columnsView, rowsView } from '../graph/tensor.ts';

const limits = { maxBufferBytes: 2 ** 30, maxBindingBytes: 2 ** 30 };

describe('backward', () => {
  it('writes a gradient once and lets only further readers add', () => {
    const graph = new Graph();
    const [x, w] = [graph.parameter('x', [3, 4]), graph.state('w', [3, 4])];
    for (let reader = 0; reader < 3; reader++) {
      const y = graph.record(pointwise, [x], { kind: 'tanh' });
      graph.record(weighedSum, [y, w], {});
    }
    const forward = graph.nodes.length;
    differentiate(graph);
    const written = graph.nodes.slice(forward);
    expect(written.map(({ accumulate }) => accumulate)).toEqual([false, true, true]);
    expect(new Set(written.map(({ outputs: [into] }) => into.storage.role))).toEqual(
      new Set(['gradient']),
    );
  });

  it('asks for no gradient of tokens, and of nothing that the loss does not depend on', () => {
    const graph = new Graph();
    const [x, unused] = [graph.parameter('x', [2, 4]), graph.parameter('unused', [2, 4])];
    const tokens = graph.input('tokens', [2]);
    const w = graph.state('w', [2, 4]);
    graph.record(pointwise, [unused], { kind: 'tanh' });
    graph.record(weighedSum, [graph.record(pointwise, [x], { kind: 'copy' }), w], {});
    const tape = differentiate(graph);
    expect(tape.gradientOf(x)).toBeDefined();
    expect(tape.gradientOf(unused)).toBeUndefined();
    expect(tape.wants(tokens)).toBe(false);
  });

  it('refuses to add to a gradient whose memory something else reads', () => {
    const graph = new Graph();
    const [x, b, w] = [
      graph.parameter('x', [2, 4]),
      graph.parameter('b', [4]),
      graph.state('w', [2, 4]),
    ];
    for (let reader = 0; reader < 2; reader++) {
      graph.record(weighedSum, [graph.record(bias, [x, b], {}), w], {});
    }
    expect(() => differentiate(graph)).toThrow(
      'x: its gradient lies in memory that is read elsewhere and cannot be added to.',
    );
  });

  it('refuses a gradient of which only a part has been written', () => {
    const graph = new Graph();
    const [x, w] = [graph.parameter('x', [4, 4]), graph.state('w', [2, 4])];
    const whole = graph.record(pointwise, [x], { kind: 'tanh' });
    const part = rowsView(whole, 1, [2, 4]);
    graph.record(weighedSum, [graph.record(pointwise, [part], { kind: 'copy' }), w], {});
    expect(() => differentiate(graph)).toThrow('only part of its gradient has been written');
  });

  it('sees the parts of a tensor apart, rows and columns alike', () => {
    const graph = new Graph();
    const [x, w] = [graph.parameter('x', [4, 24]), graph.state('w', [2, 8])];
    for (const first of [0, 2]) {
      for (const first4 of [0, 1, 2]) {
        const window = columnsView(rowsView(x, first, [2, 24]), { first4, take: 1, skip: 3 });
        graph.record(weighedSum, [graph.record(pointwise, [window], { kind: 'copy' }), w], {});
      }
    }
    const forward = graph.nodes.length;
    const tape = differentiate(graph);
    expect(graph.nodes.slice(forward).every(({ accumulate }) => !accumulate)).toBe(true);
    expect(tape.gradientOf(x)).toBeDefined();
  });
});

describe('graph', () => {
  it('fuses a product with the biases that alone read it', () => {
    const graph = new Graph();
    const [a, b, biases] = [
      graph.parameter('a', [2, 3]),
      graph.parameter('b', [3, 5]),
      graph.parameter('c', [5]),
    ];
    const options = { name: 'fused', slots: 1, limits, form: 'registers' } as const;
    const product = graph.record(matmul, [a, b], { transposed: 'none' });
    graph.record(bias, [product, biases], {});
    expect(schedule(graph, options).dispatches).toHaveLength(1);
    graph.record(pointwise, [product], { kind: 'tanh' });
    expect(schedule(graph, options).dispatches).toHaveLength(3);
  });

  it('refuses views outside a tensor', () => {
    const graph = new Graph();
    const x = graph.parameter('x', [4, 12]);
    expect(() => rowsView(x, 3, [2, 12])).toThrow(
      'has not that many rows: rows 4, first 3, wanted 2',
    );
    expect(() => columnsView(x, { first4: 0, take: 1, skip: 2 })).toThrow(
      'cannot be taken in such groups',
    );
  });

  it('names the number of a kernel that is missing, and the array that is not bound', () => {
    const graph = new Graph();
    const x = graph.parameter('x', [2, 4]);
    graph.record(pointwise, [x], { kind: 'tanh' });
    const [node] = graph.nodes;
    const [dispatch] = node.op.lower(node, { form: 'registers' });
    const { rows, ...others } = dispatch.uniforms;
    expect(rows).toBe(2);
    expect(() => packUniforms([{ ...dispatch, uniforms: others }])).toThrow(
      'name rows, value undefined',
    );
    for (const wrong of [-1, 0.5, NaN, 2 ** 32]) {
      expect(() => packUniforms([{ ...dispatch, uniforms: { ...others, rows: wrong } }])).toThrow(
        'no whole number',
      );
    }
    const op: Op<object> = {
      name: 'unbound',
      outputs: () => [],
      lower: () => [{ ...dispatch, bindings: { a: x, b: x } }],
    };
    const broken = new Graph();
    broken.record(op, [x], {});
    expect(() => schedule(broken, { name: 'x', slots: 1, limits, form: 'registers' })).toThrow(
      'an array of the kernel is not bound: array c',
    );
    const both = new Graph();
    const inPlace: Op<object> = {
      ...op,
      lower: () => [{ ...dispatch, bindings: { a: x, b: x, c: x } }],
    };
    both.record(inPlace, [x], {});
    expect(() => schedule(both, { name: 'x', slots: 1, limits, form: 'registers' })).toThrow(
      'reads and writes one tensor through two bindings',
    );
  });

  it('keeps equal numbers of dispatches once, at offsets of 256 bytes', () => {
    const graph = new Graph();
    const x = graph.parameter('x', [2, 4]);
    for (const kind of ['tanh', 'sigmoid'] as const) graph.record(pointwise, [x], { kind });
    graph.record(pointwise, [graph.parameter('y', [3, 4])], { kind: 'tanh' });
    const { uniforms, uniformOffsets } = packUniforms(
      graph.nodes.flatMap((n) => n.op.lower(n, { form: 'registers' })),
    );
    expect(uniformOffsets).toEqual([0, 0, 256]);
    expect(uniforms).toHaveLength(512);
  });
});
