/** The same bits, whoever computes which part in which order. */
import { afterAll, describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { schedule } from '../graph/schedule.ts';
import { uniformFloats } from '../lib/random.ts';
import { adam } from '../optimizers/adam.ts';
import { trainingGraph } from './model-graphs.ts';
import { startThread } from './node-threads.ts';
import { uniformNumbers } from './reference/random-model.ts';
import { ChunkInputs } from '../training/chunk-inputs.ts';
import type { Section, Space } from '../backend/backend.ts';
import type { OwnPlan } from '../backend/wasm/member.ts';
import type { MemoryPlanRunner } from '../backend/wasm/plan-runner.ts';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';

const alone = new WasmBackend();
const two = new WasmBackend({ threads: 2, start: startThread });
const three = new WasmBackend({ threads: 3, start: startThread });

afterAll(() => {
  for (const backend of [alone, two, three]) backend.destroy();
});

type Cell = (typeof cells)[number];

async function openRun(backend: WasmBackend, cell: Cell) {
  const shape = { cell, layers: 2, hiddenSize: 30, vocabSize: 9, embeddingSize: 0 };
  const unrolling = { timeSteps: 5, batchSize: 7, strategy: 'stepwise' } as const;
  const record = trainingGraph(shape, unrolling, adam);
  const plan = schedule(record.graph, {
    name: 'training',
    slots: 1,
    limits: backend.limits,
    form: 'cpu',
  });
  const bytes = Object.fromEntries(plan.buffers.map((buffer) => [buffer.kind, buffer.bytes]));
  const { parameters, gradients, moments } = bytes;
  const space = await backend.openSpace('test', { parameters, gradients, moments });
  const runner = await space.allocate(plan);
  await runner.compile();
  const weights = space.shared('parameters') as Section;
  space.write(weights, uniformFloats(7, 0, weights.bytes / 4, -0.4, 0.4));
  const inputs = new ChunkInputs(plan);
  for (const tensor of [record.inputs.tokens, record.inputs.targets]) {
    inputs.words(0, tensor).forEach((_, at, words) => (words[at] = (5 * at + 3) % 9));
  }
  const numbers = { inverse_count: 1 / 35, learning_rate: 0.01 };
  inputs.setNumbers(0, { ...numbers, bias_correction_1: 0.1, bias_correction_2: 0.001 });
  runner.upload(inputs.first(1));
  /** Parameters as bits, and the loss. */
  const results = async () => {
    const [parameters, ring] = await Promise.all([
      space.read(weights),
      space.read(runner.section(record.ring)),
    ]);
    return { parameters: new Uint32Array(parameters), loss: new Float32Array(ring)[0] };
  };
  return { plan, space, runner, results };
}

function close({ space, runner }: { space: Space; runner: MemoryPlanRunner }): void {
  runner.destroy();
  space.destroy();
}

/** Until everybody has read what was sent to them. */
async function everybody({ team }: WasmBackend): Promise<void> {
  while (team.present < team.size) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('threads', () => {
  for (const cell of cells) {
    it(`give the same bits as one, in any order, for ${cell.id}`, async () => {
      const all = [];
      for (const backend of [alone, two, three]) {
        const run = await openRun(backend, cell);
        // the first step by whoever is there, the others by all
        for (let step = 0; step < 3; step++) {
          run.runner.run({});
          await everybody(backend);
        }
        all.push(await run.results());
        close(run);
      }
      const shuffled = await openRun(alone, cell);
      for (let step = 0; step < 3; step++) runShuffled(shuffled.runner, step);
      all.push(await shuffled.results());
      close(shuffled);
      const [one, ...rest] = all;
      expect(one.loss).toBeGreaterThan(0.5);
      for (const other of rest) expect(other).toEqual(one);
    });
  }

  it('run two plans in turn, and one that was made meanwhile', async () => {
    const first = await openRun(three, cells[0]);
    const second = await openRun(three, cells[1]);
    const wanted = [];
    for (const cell of [cells[0], cells[1]]) {
      const run = await openRun(alone, cell);
      run.runner.run({});
      run.runner.run({});
      wanted.push(await run.results());
      close(run);
    }
    first.runner.run({});
    await everybody(three);
    second.runner.run({});
    const third = await openRun(three, cells[0]);
    first.runner.run({});
    second.runner.run({});
    await everybody(three);
    third.runner.run({});
    third.runner.run({});
    expect(await first.results()).toEqual(wanted[0]);
    expect(await second.results()).toEqual(wanted[1]);
    expect(await third.results()).toEqual(wanted[0]);
    for (const run of [first, second, third]) close(run);
    expect(three.liveBytes).toBe(0);
  });
});

describe('a thread', () => {
  it('that fails ends the backend', async () => {
    const backend = new WasmBackend({ threads: 3, start: startThread, checksIndices: true });
    const { runner, space, plan } = await openRun(backend, cells[0]);
    await everybody(backend);
    // a table that says that nothing is bound
    const words = new Uint32Array(memoryOf(runner).buffer, runner.memory.tables[0], 24);
    for (let word = 5; word < 24; word += 2) words[word] = 0;
    runner.run({});
    expect(await backend.lost).toEqual({
      kind: 'lost',
      cause: { code: 'thread failed', values: {} },
    });
    const section = runner.section(plan.parameters[0]);
    await expect(space.read(section)).rejects.toThrow('thread failed');
    await expect(backend.settled()).rejects.toThrow('thread failed');
    backend.destroy();
  });

  it('that dies without a word ends the backend', async () => {
    const started: { terminate(): void }[] = [];
    const backend = new WasmBackend({
      threads: 2,
      start: (onDeath) => {
        const thread = startThread(onDeath);
        started.push(thread);
        return thread;
      },
    });
    const { runner } = await openRun(backend, cells[0]);
    await everybody(backend);
    started[0].terminate();
    runner.run({});
    expect(await backend.lost).toEqual({
      kind: 'lost',
      cause: { code: 'thread silent', values: {} },
    });
    backend.destroy();
  });

  it('that never comes is not missed', async () => {
    const backend = new WasmBackend({
      threads: 2,
      start: (onDeath) => {
        queueMicrotask(() => onDeath('its script did not load'));
        return { post: () => undefined, terminate: () => undefined };
      },
    });
    const { runner, results } = await openRun(backend, cells[0]);
    runner.run({});
    expect((await results()).loss).toBeGreaterThan(0.5);
    expect(backend.loss).toBeUndefined();
  });
});

function memoryOf(runner: MemoryPlanRunner): WebAssembly.Memory {
  return runner.section(runner.plan.parameters[0]).memory;
}

/** Every workgroup for itself, in an order drawn anew. */
function runShuffled({ own, memory }: MemoryPlanRunner, seed: number): void {
  const next = uniformNumbers(seed + 1);
  const { launches, frame } = own as OwnPlan;
  for (const { run, table, total } of launches) {
    const order = Array.from({ length: total }, (_, index) => ({ index, at: next() }));
    for (const { index } of order.sort((a, b) => a.at - b.at)) {
      run(table, memory.stepAt(0), frame, index, index + 1);
    }
  }
}
