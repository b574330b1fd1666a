/** The forms of a reduction: one invocation for a whole item, or a workgroup for each few items. */
import alone from '../../shaders/lib/reduce-alone.wgsl?raw';
import together from '../../shaders/lib/reduce-together.wgsl?raw';
import type { KernelSource } from '../graph/kernel-source.ts';
import type { ProductForm } from '../protocol/product-form.ts';

/** No grid dimension may exceed 65,535: many items go on along y, as the kernels know. */
const gridWidth = 32768;

export interface ReductionShape {
  /** Results. */
  items: number;
  /** Where workgroups help: items side by side in one, and invocations that share an item. */
  together: readonly [number, number];
}

export function reductionKernel(
  form: ProductForm,
  source: Omit<KernelSource, 'workgroup'>,
  { items, together: [side, lanes] }: ReductionShape,
): { kernel: KernelSource; groups: number; grid: [number, number, number] } {
  const shared = form === 'tiles';
  const workgroup: [number, number] = shared ? [side, lanes] : [16, 1];
  const groups = Math.ceil(items / workgroup[0]);
  return {
    kernel: {
      ...source,
      libraries: [...source.libraries, shared ? together : alone],
      workgroup,
    },
    groups,
    grid: [Math.min(groups, gridWidth), Math.ceil(groups / gridWidth), 1],
  };
}
