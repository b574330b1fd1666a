/** A plan on the GPU or on the CPU: what tests of kernels write, run and read. */
import type { Backend } from '../backend/backend.ts';
import type { KernelStore } from '../backend/wasm/kernel-store.ts';
import { PlanRunner } from '../backend/wasm/plan-runner.ts';
import type { MemoryLimits } from '../graph/memory-plan.ts';
import type { Plan } from '../graph/plan.ts';
import type { Storage, Tensor } from '../graph/tensor.ts';

/** Where kernels run on the CPU; every index is checked against what is bound. */
export interface CpuEngine {
  store: KernelStore;
}

export type TestEngine = Backend | CpuEngine;

export interface TestPlan {
  upload(inputs: Uint8Array<ArrayBuffer>): void;
  /** The whole storage of a tensor. */
  write(tensor: Tensor, words: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): void;
  run(): void;
  /** The storages of these tensors, as they are in memory. */
  read(tensors: readonly Tensor[]): Promise<ReadonlyMap<Storage, ArrayBuffer>>;
  destroy(): void;
}

export function isOnCpu(engine: TestEngine): engine is CpuEngine {
  return 'store' in engine;
}

export function limitsOf(engine: TestEngine): MemoryLimits {
  if (isOnCpu(engine)) return { maxBufferBytes: 2 ** 30, maxBindingBytes: 2 ** 30 };
  return engine.limits;
}

export function openPlan(engine: TestEngine, plan: Plan): Promise<TestPlan> {
  return isOnCpu(engine) ? openOnCpu(engine, plan) : openOnBackend(engine, plan);
}

async function openOnCpu({ store }: CpuEngine, plan: Plan): Promise<TestPlan> {
  const runner = await PlanRunner.create(plan, store);
  const { memory } = runner;
  return {
    upload: (inputs) => memory.upload(inputs),
    write: (tensor, words) => memory.floats(tensor).set(new Float32Array(words.buffer)),
    run: () => runner.run(),
    read: (tensors) =>
      Promise.resolve(
        new Map(tensors.map((one) => [one.storage, Float32Array.from(memory.floats(one)).buffer])),
      ),
    destroy: () => runner.release(),
  };
}

async function openOnBackend(backend: Backend, plan: Plan): Promise<TestPlan> {
  const space = await backend.openSpace('test', {});
  const runner = await space.allocate(plan);
  const destroy = () => {
    runner.destroy();
    space.destroy();
  };
  try {
    await runner.compile();
  } catch (error) {
    destroy();
    throw error;
  }
  return {
    upload: (inputs) => runner.upload(inputs),
    write: (tensor, words) => space.write(runner.section(tensor), words),
    run: () => runner.run({}),
    async read(tensors) {
      const words = new Map<Storage, ArrayBuffer>();
      for (const tensor of tensors) {
        words.set(tensor.storage, await space.read(runner.section(tensor), 'test'));
      }
      return words;
    },
    destroy,
  };
}
