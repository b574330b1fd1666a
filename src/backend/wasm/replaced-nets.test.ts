/** Nets that replace one another do not add up: threads would keep the memory of each. */
import { afterAll, describe, expect, it } from 'vitest';
import { Graph } from '../../graph/graph.ts';
import { schedule } from '../../graph/schedule.ts';
import { pointwise } from '../../ops/pointwise.ts';
import { startThread } from '../../testing/node-threads.ts';
import type { PlanRunner, Space } from '../backend.ts';
import type { MemorySection } from './memory-section.ts';
import { WasmBackend } from './wasm-backend.ts';

const two = new WasmBackend({ threads: 2, start: startThread });
const alone = new WasmBackend();
afterAll(() => {
  for (const backend of [two, alone]) backend.destroy();
});

interface Opened {
  space: Space;
  runner: PlanRunner;
}

/** Weights and their doubles. */
async function openNet(backend: WasmBackend, size: number): Promise<Opened> {
  const graph = new Graph();
  const weights = graph.parameter('weights', [1, size]);
  const doubles = graph.state('doubles', [1, size]);
  graph.record(pointwise, [weights, weights], { kind: 'add' }, { into: doubles });
  const { limits, form } = backend;
  const plan = schedule(graph, { name: 'doubles', slots: 1, limits, form });
  const space = await backend.openSpace('net', { parameters: plan.buffers[0].bytes });
  const runner = await space.allocate(plan);
  await runner.compile();
  return { space, runner };
}

const close = ({ space, runner }: Opened) => {
  runner.destroy();
  space.destroy();
};
const memoryOf = ({ space }: Opened) => (space.shared('parameters') as MemorySection).memory;

describe('nets that replace one another', () => {
  it('take turns in two memories, where threads share them', async () => {
    const memories = new Set<WebAssembly.Memory>();
    let before: Opened | undefined;
    for (let net = 0; net < 30; net++) {
      // the one before is there until this one is, as on the page
      const opened = await openNet(two, 1000 + 500 * (net % 5));
      memories.add(memoryOf(opened));
      if (before) close(before);
      before = opened;
    }
    if (before) close(before);
    expect(memories.size).toBe(2);
    expect(two.liveBytes).toBe(0);
  });

  it('find nothing of those before', async () => {
    const fresh = new WasmBackend({ threads: 2, start: startThread });
    const first = await openNet(fresh, 4000);
    const weights = first.space.shared('parameters')!;
    first.space.write(weights, new Float32Array(weights.bytes / 4).fill(7));
    first.runner.run({});
    close(first);
    const next = await openNet(fresh, 3000);
    expect(memoryOf(next)).toBe(memoryOf(first));
    const all = new Float32Array(
      await next.space.read(next.space.shared('parameters')!, 'weights'),
    );
    expect(all.every((value) => value === 0)).toBe(true);
    next.runner.run({});
    close(next);
    expect(fresh.loss).toBeUndefined();
    fresh.destroy();
  });

  it('leave alone the memory of one whose plans are not all gone, or that is closed twice', async () => {
    const first = await openNet(two, 2000);
    first.space.destroy();
    const second = await openNet(two, 2000);
    expect(memoryOf(second)).not.toBe(memoryOf(first));
    first.runner.destroy();
    first.space.destroy();
    close(second);
    second.space.destroy();
    const [third, fourth] = [await openNet(two, 2000), await openNet(two, 2000)];
    expect(memoryOf(third)).not.toBe(memoryOf(fourth));
    for (const one of [third, fourth]) expect(memoryOf(one)).not.toBe(memoryOf(first));
    close(third);
    close(fourth);
  });

  it('leave theirs to be collected where one thread alone has it', async () => {
    const first = await openNet(alone, 2000);
    close(first);
    const second = await openNet(alone, 2000);
    expect(memoryOf(second)).not.toBe(memoryOf(first));
    close(second);
  });
});
