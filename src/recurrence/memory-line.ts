/** The gates' own part in a gradient through time; twin of shaders/recurrence/memory-line.wgsl. */
import kernelFile from '../../shaders/recurrence/memory-line.wgsl?raw';
import type { Cell } from '../cells/cell.ts';
import type { Graph } from '../graph/graph.ts';
import type { Op } from '../graph/op.ts';
import type { Tensor } from '../graph/tensor.ts';
import { pointwise } from '../ops/pointwise.ts';
import { reductionKernel } from '../ops/reduction.ts';
import { gateColumns } from './gate-views.ts';

/**
 * Records how much of its memory each step keeps: a copy, since backward overwrites
 * the gates. Nothing where the cell has no memory.
 * @param gates of one direction, [T, B, G·H] @param into where it goes; absent: into its own @returns [T, B, H]
 */
export function recordKeeping(
  graph: Graph,
  cell: Cell,
  gates: Tensor,
  into?: Tensor,
): Tensor | undefined {
  if (!cell.memory) return undefined;
  const { gate, complement } = cell.memory.retainedBy;
  const own = gateColumns(gates, gate, 1, cell.gates.length);
  const kind = complement ? 'one-minus' : 'copy';
  return graph.record(pointwise, [own], { kind }, { into, name: 'keeping' });
}

export const memoryLine: Op<{ hiddenSize: number; direction: number }> = {
  name: 'memory-line',

  // inputs: ∂L_t/∂c⟨k⟩ [K, T, H], retained shares [K, T, H] -> [K · T, 4], see the shader
  outputs([gradients]) {
    return [{ name: 'memory-line', shape: [gradients.rows, 4] }];
  },

  lower({ inputs: [gradients, keep], outputs: [parts], attributes }, { form }) {
    const [walked, time_steps] = gradients.shape;
    const { kernel, grid } = reductionKernel(
      form,
      {
        label: 'recurrence/memory-line.measure_pairs',
        file: kernelFile,
        entryPoint: 'measure_pairs',
        libraries: [],
        constants: {},
      },
      { items: gradients.rows, together: [1, 32] },
    );
    return [
      {
        label: parts.name,
        kernel,
        bindings: { gradients, keep, parts },
        uniforms: {
          time_steps,
          before: walked - time_steps,
          hidden_size: attributes.hiddenSize,
          hidden4: gradients.columns4,
          gradients_offset: gradients.offset4,
          is_reversed: attributes.direction,
        },
        grid,
      },
    ];
  },
};
