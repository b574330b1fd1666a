import { describe, expect, it } from 'vitest';
import { cells } from '../../cells/index.ts';
import { schedule } from '../../graph/schedule.ts';
import { adam } from '../../optimizers/adam.ts';
import { trainingGraph } from '../../testing/model-graphs.ts';
import { someOf } from '../../testing/thorough.ts';
import { KernelStore } from './kernel-store.ts';

const limits = { maxBufferBytes: 2 ** 28, maxBindingBytes: 2 ** 27 };

describe.each(['registers', 'cpu'] as const)('kernels without barriers, form %s', (form) => {
  for (const cell of someOf(cells)) {
    it(`of a training step of ${cell.id} are compiled, and V8 takes them`, async () => {
      const shape = { cell, layers: 2, hiddenSize: 13, vocabSize: 7, embeddingSize: 6 };
      const unrolling = { timeSteps: 3, batchSize: 5, strategy: 'stepwise' } as const;
      const { graph } = trainingGraph(shape, unrolling, adam);
      const plan = schedule(graph, { name: 'training', slots: 1, limits, form });
      for (const kernel of new Set(plan.dispatches.map((dispatch) => dispatch.kernel))) {
        for (const checksIndices of [false, true]) {
          const { module } = await new KernelStore({ checksIndices }).get(kernel);
          expect(WebAssembly.Module.exports(module), kernel.label).toHaveLength(1);
        }
      }
    });
  }
});
