/** A plan on the GPU or on the CPU: what tests of kernels write, run and read. */
import type { Backend } from '../backend/backend.ts';
import type { Plan } from '../graph/plan.ts';
import type { Storage, Tensor } from '../graph/tensor.ts';
import { ChunkInputs, type StepNumbers } from '../training/chunk-inputs.ts';

export interface TestPlan {
  upload(inputs: Uint8Array<ArrayBuffer>): void;
  /** Of a plan whose step has numbers and no other inputs. */
  setNumbers(numbers: StepNumbers): void;
  /** The whole storage of a tensor. */
  write(tensor: Tensor, words: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): void;
  run(): void;
  /** The storages of these tensors, as they are in memory. */
  read(tensors: readonly Tensor[]): Promise<ReadonlyMap<Storage, ArrayBuffer>>;
  destroy(): void;
}

export async function openPlan(backend: Backend, plan: Plan): Promise<TestPlan> {
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
    setNumbers(numbers) {
      const chunk = new ChunkInputs(plan);
      chunk.setNumbers(0, numbers);
      runner.upload(chunk.first(1));
    },
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
