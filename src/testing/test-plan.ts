/** A plan on the GPU or on the CPU: what tests of kernels write, run and read. */
import type { KernelStore } from '../backend/wasm/kernel-store.ts';
import { PlanRunner } from '../backend/wasm/plan-runner.ts';
import { Executor } from '../graph/executor.ts';
import type { MemoryLimits } from '../graph/memory-plan.ts';
import type { Plan } from '../graph/plan.ts';
import type { Storage, Tensor } from '../graph/tensor.ts';
import { type Engine, memoryLimits } from '../training/net.ts';

/** Where kernels run on the CPU; every index is checked against what is bound. */
export interface CpuEngine {
  store: KernelStore;
}

export type TestEngine = Engine | CpuEngine;

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
  return memoryLimits(engine.gpu.device);
}

export function openPlan(engine: TestEngine, plan: Plan): Promise<TestPlan> {
  return isOnCpu(engine) ? openOnCpu(engine, plan) : openOnGpu(engine, plan);
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

async function openOnGpu({ cache, ledger, gpu }: Engine, plan: Plan): Promise<TestPlan> {
  const { device } = gpu;
  const executor = await Executor.create(plan, cache, ledger, {});
  return {
    upload: (inputs) => executor.upload(inputs),
    write(tensor, words) {
      const { buffer, offset } = executor.range(tensor);
      device.queue.writeBuffer(buffer, offset, words);
    },
    run() {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      executor.encode(pass);
      pass.end();
      device.queue.submit([encoder.finish()]);
    },
    async read(tensors) {
      const ranges = new Map(tensors.map((one) => [one.storage, executor.range(one)]));
      const total = [...ranges.values()].reduce((sum, { bytes }) => sum + bytes, 0);
      const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
      const staging = ledger.create('test staging', total, usage);
      const encoder = device.createCommandEncoder();
      let at = 0;
      const starts = [...ranges].map(([storage, { buffer, offset, bytes }]) => {
        const start = at;
        encoder.copyBufferToBuffer(buffer, offset, staging, start, bytes);
        at += bytes;
        return { storage, start, bytes };
      });
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const all = staging.getMappedRange().slice(0);
      ledger.destroy(staging);
      return new Map(
        starts.map(({ storage, start, bytes }) => [storage, all.slice(start, start + bytes)]),
      );
    },
    destroy: () => executor.destroy(),
  };
}
