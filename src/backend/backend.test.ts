import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { schedule } from '../graph/schedule.ts';
import { SettingsError } from '../lib/errors.ts';
import { pointwise } from '../ops/pointwise.ts';
import { backends } from '../testing/backends.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import type { Backend, PlanOptions, PlanRunner, Section, Space } from './backend.ts';

/** Bytes of a section of four words, as plans lay them out. */
const bytes = 256;
const reading = { name: 'test', bytes: 32 };

/** sum = weights + gradients, then product = sum · weights. */
function planFor({ limits, form }: Pick<Backend, 'limits' | 'form'>) {
  const graph = new Graph();
  const weights = graph.parameter('weights', [4]);
  const gradients = graph.parameterGradient(weights);
  const [sum, product] = [graph.state('sum', [4]), graph.state('product', [4])];
  graph.record(pointwise, [weights, gradients], { kind: 'add' }, { into: sum });
  graph.record(pointwise, [sum, weights], { kind: 'multiply' }, { into: product });
  const plan = schedule(graph, { name: 'sums', slots: 1, limits, form });
  return { plan, sum, product };
}

const numbers = (words: ArrayBuffer | undefined) => [...new Float32Array(words ?? [])];

describe.each(backends)('a backend: $name', (tested) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await tested.open();
  });
  afterAll(() => closeTestEngine(backend));

  /** A space with a plan in it, gone afterwards; its weights are 1 2 3 4, its gradients 10. */
  async function inSpace(
    act: (opened: {
      space: Space;
      runner: PlanRunner;
      weights: Section;
      sum: Section;
      product: Section;
    }) => Promise<void>,
    options: PlanOptions = { reading },
  ): Promise<void> {
    const space = await backend.openSpace('net', { parameters: bytes, gradients: bytes });
    const { plan, ...tensors } = planFor(backend);
    const runner = await space.allocate(plan, options);
    const [weights, gradients] = [space.shared('parameters'), space.shared('gradients')];
    try {
      await runner.compile();
      space.write(weights!, Float32Array.of(1, 2, 3, 4));
      space.write(gradients!, new Float32Array(4).fill(10));
      const [sum, product] = [tensors.sum, tensors.product].map((one) => runner.section(one));
      await act({ space, runner, weights: weights!, sum, product });
    } finally {
      runner.destroy();
      space.destroy();
    }
    expect(backend.entries()).toEqual([]);
    expect(backend.liveBytes).toBe(0);
  }

  it('runs what it is told in order, and each sees what came before it', () =>
    inSpace(async ({ space, runner, weights, sum, product }) => {
      const words = Float32Array.of(5, 6, 7, 8);
      space.write(weights, words);
      // taken over at once
      words.fill(0);
      runner.run({ dispatches: { from: 0, to: 1 } });
      space.write(weights.part(4, 4), Float32Array.of(2));
      const read = runner.runAndRead({ dispatches: { from: 1, to: 2 } }, [product, sum.part(4, 8)]);
      space.clear([weights]);
      expect(numbers(await read)).toEqual([75, 32, 119, 144, 16, 17]);
      expect(numbers(await space.read(weights, 'test'))).toEqual(Array(bytes / 4).fill(0));
    }));

  it('copies before it runs, and clears what lives on between runs', () =>
    inSpace(async ({ space, runner, weights, sum }) => {
      const gradients = space.shared('gradients')!;
      const read = runner.runAndRead({ copies: [{ from: gradients, to: weights }] }, [sum]);
      expect(numbers(await read)).toEqual([20, 20, 20, 20]);
      space.copy(weights.part(0, 4), gradients.part(8, 4));
      runner.run({});
      expect(numbers(await runner.read([sum]))).toEqual([20, 20, 20, 20]);
      runner.clearStates();
      expect(numbers(await runner.read([sum]))).toEqual([0, 0, 0, 0]);
    }));

  it('runs a plan that is apart on weights of its own', () =>
    inSpace(
      async ({ space, runner, weights, sum }) => {
        const own = runner.shared('parameters')!;
        const copies = [{ from: weights, to: own }];
        expect(numbers(await runner.runAndRead({ copies }, [sum]))).toEqual([1, 2, 3, 4]);
        space.write(own, Float32Array.of(9));
        expect(numbers(await space.read(weights.part(0, 4), 'test'))).toEqual([1]);
      },
      { reading, isApart: true },
    ));

  it('does nothing where it is not ready, and all again when what was read is there', () =>
    inSpace(
      async ({ space, runner, weights, sum }) => {
        const first = runner.runAndRead({}, [sum]);
        space.write(weights, new Float32Array(4));
        if (!runner.isReady) expect(runner.runAndRead({}, [sum])).toBeUndefined();
        await first;
        expect(runner.isReady).toBe(true);
        const second = numbers(await runner.read([sum]));
        expect(second).toEqual([11, 12, 13, 14]);
        expect(numbers(await runner.runAndRead({}, [sum]))).toEqual([10, 10, 10, 10]);
      },
      { reading: { ...reading, copies: 1 } },
    ));

  it('creates nothing for a run, and says how often it was asked', () =>
    inSpace(async ({ runner, sum }) => {
      const { buffers, bindGroups, pipelines } = backend.counts;
      for (let time = 0; time < 5; time++) await runner.runAndRead({}, [sum]);
      expect(backend.counts).toMatchObject({ buffers, bindGroups, pipelines });
    }));

  it('refuses what it has no memory for, and leaves nothing behind', async () => {
    const parameters = backend.limits.maxBufferBytes * 2;
    await expect(backend.openSpace('net', { parameters })).rejects.toThrow(SettingsError);
    expect(backend.entries()).toEqual([]);
    // the CPU needs no staging: it reads where the words lie
    if (backend.kind === 'cpu') return;
    await inSpace(async ({ space }) => {
      const before = backend.entries();
      const tooMuch = { name: 'test', bytes: parameters };
      await expect(space.openReader(tooMuch)).rejects.toThrow(SettingsError);
      const { plan } = planFor(backend);
      await expect(space.allocate(plan, { reading: tooMuch })).rejects.toThrow(SettingsError);
      expect(backend.entries()).toEqual(before);
    });
  });

  it('offers the form that it takes by itself', () => {
    expect(backend.forms).toContain(backend.form);
  });
});
