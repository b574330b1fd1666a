import { describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { settingsTable } from '../config/settings.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { readInterface } from '../graph/kernel-source.ts';
import type { ModelShape } from '../model/shape.ts';
import { optimizers } from '../optimizers/index.ts';
import { strategies, type StrategyId } from '../recurrence/index.ts';
import { someOf } from './thorough.ts';
import { decodingGraph, evaluationGraph, readingGraph, trainingGraph } from './model-graphs.ts';
import type { Graph } from '../graph/graph.ts';
import type { Plan } from '../graph/plan.ts';
import { printPlan } from '../graph/print-plan.ts';
import { schedule } from '../graph/schedule.ts';
import type { Storage } from '../graph/tensor.ts';

const forms: ProductForm[] = ['registers', 'quads', 'tiles'];
const limits = { maxBufferBytes: 2 ** 40, maxBindingBytes: 2 ** 40 };
const plan = (graph: Graph, form: ProductForm = 'registers', name = 'training') =>
  schedule(graph, { name, slots: 4, limits, form });

function shapeOf(id: string, changes: Partial<ModelShape> = {}): ModelShape {
  const cell = cells.find((candidate) => candidate.id === id) ?? cells[0];
  return { cell, layers: 1, hiddenSize: 5, vocabSize: 7, embeddingSize: 0, ...changes };
}

function training(
  shape: ModelShape,
  timeSteps: number,
  batchSize = 3,
  strategy: StrategyId = 'stepwise',
): Graph {
  return trainingGraph(shape, { timeSteps, batchSize, strategy }, optimizers[0]).graph;
}

describe('plans', () => {
  it('of an LSTM with one-hot input is the recorded one', async () => {
    const text = printPlan(plan(training(shapeOf('lstm'), 3)));
    await expect(text).toMatchFileSnapshot('__snapshots__/lstm-one-hot.txt');
  });

  it('of two layers of GRU over an embedding is the recorded one', async () => {
    const shape = shapeOf('gru', { layers: 2, embeddingSize: 6 });
    const text = printPlan(plan(training(shape, 2), 'tiles'));
    await expect(text).toMatchFileSnapshot('__snapshots__/gru-embedding.txt');
  });

  it('launch no more than 2·p·L·T + (4+p)·L + 8 − 1, or + 10 with an embedding', () => {
    const sizes = cells.flatMap((cell) =>
      [1, 2, 3, 4].flatMap((layers) =>
        [0, 6].flatMap((embeddingSize) =>
          [1, 8, 64].map((timeSteps) => ({ cell, layers, embeddingSize, timeSteps })),
        ),
      ),
    );
    for (const { cell, layers, embeddingSize, timeSteps } of someOf(sizes)) {
      const phases = cell.phases.length;
      const ends = embeddingSize > 0 ? 10 : 8 - 1;
      const bound = 2 * phases * layers * timeSteps + (4 + phases) * layers + ends;
      const graph = training(shapeOf(cell.id, { layers, embeddingSize }), timeSteps);
      for (const form of forms) {
        const { dispatches } = plan(graph, form);
        expect(dispatches.length, `${cell.id} ${layers} ${timeSteps}`).toBeLessThanOrEqual(bound);
      }
    }
    expect(plan(training(shapeOf('lstm'), 64)).dispatches).toHaveLength(140);
    expect(plan(training(shapeOf('gru'), 64)).dispatches).toHaveLength(269);
    expect(plan(training(shapeOf('rnn-tanh'), 64)).dispatches).toHaveLength(140);
  });

  it('launch one more for learned initial states, and one more per layer', () => {
    for (const cell of cells) {
      for (const layers of [1, 3]) {
        const graphs = [false, true].map((learnsInitialState) =>
          training(shapeOf(cell.id, { layers, learnsInitialState }), 8),
        );
        for (const form of forms) {
          const [zero, learned] = graphs.map((graph) => plan(graph, form).dispatches.length);
          expect(learned - zero, `${cell.id} ${layers}`).toBe(1 + layers);
        }
      }
    }
  });

  it('never exceed what a grid may have, at the largest settings', () => {
    const { hiddenSize, layers, batchSize, timeSteps, embeddingSize } = settingsTable;
    for (const vocabSize of [65, 65_536]) {
      // the head does not know which cell it reads
      for (const cell of vocabSize > 65 ? cells.slice(0, 1) : someOf(cells)) {
        // a layer's grids are those of any other
        const shape = shapeOf(cell.id, { layers: 1, hiddenSize: hiddenSize.max, vocabSize });
        const wide = {
          ...shape,
          layers: layers.max,
          embeddingSize: embeddingSize.max,
          learnsInitialState: true,
        };
        const unrolling = {
          timeSteps: timeSteps.max,
          batchSize: batchSize.max,
          strategy: 'stepwise',
        } as const;
        for (const graph of [
          training(shape, timeSteps.max, batchSize.max),
          training(wide, 2, batchSize.max),
          evaluationGraph(shape, { ...unrolling, timeSteps: 64 }).graph,
          readingGraph(shape, 200).graph,
          decodingGraph(shape, 64).graph,
        ]) {
          for (const form of forms) {
            const outside = plan(graph, form).dispatches.filter(({ grid }) =>
              grid.some((extent) => extent < 1 || extent > 65_535),
            );
            expect(outside.map(({ label, grid }) => `${form} ${label}: ${grid.join()}`)).toEqual(
              [],
            );
          }
        }
      }
    }
  });

  it('depend on the graph alone: neither on other graphs nor on being scheduled before', () => {
    for (const strategy of Object.keys(strategies) as StrategyId[]) {
      const record = () =>
        training(shapeOf('gru', { layers: 2, embeddingSize: 6 }), 5, 3, strategy);
      const graph = record();
      const first = plan(graph);
      const [text, uniforms] = [printPlan(first), structuredClone(first.uniforms)];
      for (const form of forms) plan(graph, form);
      plan(training(shapeOf('lstm'), 5, 3, strategy));
      for (const again of [plan(graph), plan(record())]) {
        expect(printPlan(again)).toBe(text);
        expect(again.uniforms).toEqual(uniforms);
      }
    }
  });
});

/** Dispatches in which a storage is bound: from the first to the last, or all for what lives on. */
function lifetimes({ dispatches }: Plan): Map<Storage, [number, number]> {
  const found = new Map<Storage, [number, number]>();
  dispatches.forEach(({ kernel, bindings }, index) => {
    for (const { name } of readInterface(kernel).storage) {
      const { storage } = bindings[name];
      const [first] = found.get(storage) ?? [index];
      found.set(storage, storage.role === 'transient' ? [first, index] : [0, Infinity]);
    }
  });
  return found;
}

describe('memory plan', () => {
  const plans = cells.flatMap((cell) =>
    (Object.keys(strategies) as StrategyId[]).flatMap((strategy) =>
      [0, 6].map((embeddingSize) => {
        const shape = shapeOf(cell.id, { layers: 3, embeddingSize, hiddenSize: 33 });
        return [
          `${cell.id} ${strategy} ${embeddingSize}`,
          plan(training(shape, 7, 5, strategy)),
        ] as const;
      }),
    ),
  );

  it.each(plans)('gives what is needed at the same time its own memory: %s', (_, made) => {
    const uses = [...lifetimes(made)].map(([storage, [first, last]]) => {
      const place = made.placements.get(storage);
      if (!place) throw new Error(`${storage.name} has no place`);
      return { storage, first, last, ...place, end: place.offset + storage.words * 4 };
    });
    expect(uses.length).toBeGreaterThan(10);
    const outside = uses.filter(
      ({ offset, end, buffer }) => offset % 256 !== 0 || end > made.buffers[buffer].bytes,
    );
    expect(outside.map(({ storage }) => storage.name)).toEqual([]);
    // one by one there are millions of pairs
    const clashes: string[] = [];
    uses.forEach((a, index) => {
      for (const b of uses.slice(index + 1)) {
        if (a.buffer !== b.buffer || a.storage.flat || b.storage.flat) continue;
        const apartInTime = a.last < b.first || b.last < a.first;
        const apartInSpace = a.end <= b.offset || b.end <= a.offset;
        if (!apartInTime && !apartInSpace) clashes.push(`${a.storage.name} and ${b.storage.name}`);
      }
    });
    expect(clashes).toEqual([]);
  });

  it.each(plans)('never lets a dispatch read and write the same buffer: %s', (_, made) => {
    for (const { kernel, bindings, label } of made.dispatches) {
      const buffers = { read: new Set<number>(), write: new Set<number>() };
      for (const { name, writable } of readInterface(kernel).storage) {
        const { buffer } = made.placements.get(bindings[name].storage) ?? { buffer: -1 };
        buffers[writable ? 'write' : 'read'].add(buffer);
      }
      for (const buffer of buffers.write) expect(buffers.read.has(buffer), label).toBe(false);
    }
  });

  it('shares memory: a step plan takes little more than its activations', () => {
    const { buffers } = plan(training(shapeOf('lstm', { hiddenSize: 64 }), 32, 8));
    const arenas = buffers.filter(({ kind }) => kind === 'arena');
    const bytes = arenas.reduce((sum, arena) => sum + arena.bytes, 0);
    // gates, states and as much for their gradient, logits, ring of losses
    const rows = 32 * 8;
    const needed = 4 * (rows * 4 * 64 + 4 * (rows + 8) * 64 + rows * 8 + 4096 * 4);
    expect(bytes).toBeLessThan(1.05 * needed);
  });

  it('refuses a tensor that the GPU cannot bind, and spreads over more arenas before that', () => {
    const graph = training(shapeOf('lstm', { hiddenSize: 64 }), 32, 8);
    const small = { maxBufferBytes: 2 ** 18 + 2 ** 16, maxBindingBytes: 2 ** 18 + 2 ** 16 };
    const spread = schedule(graph, { name: 'small', slots: 1, limits: small, form: 'registers' });
    expect(Math.max(...spread.buffers.map(({ bytes }) => bytes))).toBeLessThanOrEqual(
      small.maxBufferBytes,
    );
    const tiny = { maxBufferBytes: 2 ** 16, maxBindingBytes: 2 ** 16 };
    expect(() =>
      schedule(graph, { name: 'tiny', slots: 1, limits: tiny, form: 'registers' }),
    ).toThrow('part too large');
  });
});
