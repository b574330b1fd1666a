/** What outlives a step: states carried to the next chunk, loss and norm written to a ring. */
import kernelFile from '../../shaders/ops/carry.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { quarter } from '../graph/tensor.ts';
import { reductionKernel } from './reduction.ts';

export interface CarryAttributes {
  /** Vectors per time step over all layers. */
  stateCount: number;
  timeSteps: number;
  batchSize: number;
  hiddenSize: number;
  /** Entries of the ring. */
  entries: number;
}

/** inputs: losses [rows], partials [n], resets [B] (of the next step), states, ring [entries, 4] */
export const carry: Op<CarryAttributes> = {
  name: 'carry',

  outputs([, , , states]) {
    return [states];
  },

  lower({ inputs, attributes }, { form }) {
    const [losses, partials, resets, states, ring] = inputs;
    const { stateCount, timeSteps, batchSize, hiddenSize, entries } = attributes;
    const { kernel } = reductionKernel(
      form,
      {
        label: 'ops/carry.carry',
        file: kernelFile,
        entryPoint: 'carry',
        libraries: [step],
        constants: {},
      },
      { items: 1, together: [1, 256] },
    );
    const vectors = stateCount * batchSize * quarter(hiddenSize);
    return [
      {
        label: 'carry states, record loss',
        kernel,
        bindings: { losses, partials, resets, states, ring },
        uniforms: {
          state_count: stateCount,
          batch_size: batchSize,
          hidden4: quarter(hiddenSize),
          time_steps: timeSteps,
          rows: losses.columns,
          partials: partials.columns,
          entries,
        },
        grid: [Math.max(1, Math.min(16, Math.ceil(vectors / 256))), 1, 1],
      },
    ];
  },
};
