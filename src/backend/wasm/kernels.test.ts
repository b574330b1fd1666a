import { describe, expect, it } from 'vitest';
import prelude from '../../../shaders/lib/exponentials.wgsl?raw';
import { cells } from '../../cells/index.ts';
import { assemble } from '../../gpu/kernel-source.ts';
import { schedule } from '../../graph/schedule.ts';
import { trainingGraph } from '../../model/language-model.ts';
import { adam } from '../../optimizers/adam.ts';
import { compile } from './compile.ts';

const limits = { maxBufferBytes: 2 ** 28, maxBindingBytes: 2 ** 27 };

describe('kernels without barriers', () => {
  for (const cell of cells) {
    it(`of a training step of ${cell.id} are compiled, and V8 takes them`, () => {
      const shape = { cell, layers: 2, hiddenSize: 13, vocabSize: 7, embeddingSize: 6 };
      const { graph } = trainingGraph(
        shape,
        { timeSteps: 3, batchSize: 5, strategy: 'step' },
        adam,
      );
      const plan = schedule(graph, { name: 'training', slots: 1, limits, form: 'registers' });
      const kernels = new Set(plan.dispatches.map(({ kernel }) => kernel));
      for (const kernel of kernels) {
        for (const usesRelaxed of [false]) {
          const start = performance.now();
          const { bytes } = compile(assemble(kernel), {
            name: kernel.label,
            entryPoint: kernel.entryPoint,
            workgroup: kernel.workgroup,
            prelude,
            usesRelaxed,
            checksIndices: true,
          });
          const ms = performance.now() - start;
          if (process.env.SHOW) console.log(kernel.label, bytes.length, ms.toFixed(1));
          expect(() => new WebAssembly.Module(bytes), kernel.label).not.toThrow();
        }
      }
    });
  }
});
