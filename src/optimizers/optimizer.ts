/** The contract of an optimizer: one kernel over the flat parameter buffer, clipping included. */
import clipValueLibrary from '../../shaders/optimizers/clip-value.wgsl?raw';
import clipLibrary from '../../shaders/optimizers/clip.wgsl?raw';
import inTurn from '../../shaders/lib/share-in-turn.wgsl?raw';
import neighbours from '../../shaders/lib/share-neighbours.wgsl?raw';
import stepLibrary from '../../shaders/lib/step.wgsl?raw';
import type { ProductForm } from '../protocol/product-form.ts';
import type { KernelSource } from '../graph/kernel-source.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { reductionKernel } from '../ops/reduction.ts';

export type MomentOrder = 1 | 2;

/** Numbers of the step that an update is made of. */
export interface UpdateNumbers {
  /** Updates made so far, this one included. */
  update: number;
  learningRate: number;
  momentum: number;
  weightDecay: number;
}

export interface Optimizer {
  id: string;
  name: string;
  help: string;
  /**
   * What is kept per parameter: a moment of the first order is a mean of gradients and changes sign
   * with its gate, one of the second order is a mean of their squares and does not.
   */
  moments: readonly MomentOrder[];
  /** β of the running means, for the bias corrections of a step. */
  betas?: readonly [number, number];
  /** Numbers of the step that it reads beside the learning rate; the others do nothing. */
  heeds: readonly ('momentum' | 'weightDecay')[];
  /** Records the update of all parameters. */
  record(graph: Graph, partials: Tensor): void;
  /**
   * The same for one weight in plain numbers: what a GPU is held against.
   * @param gradient clipped @param moments of this weight, changed in place
   * @returns what is added to the weight
   */
  change(weight: number, gradient: number, moments: number[], numbers: UpdateNumbers): number;
}

/** The kernel of an update: its workgroups re-reduce the norm and then share out the elements. */
export function updateKernel(
  form: ProductForm,
  source: Pick<KernelSource, 'label' | 'file'>,
  count4: number,
): { kernel: KernelSource; grid: [number, number, number] } {
  const { kernel } = reductionKernel(
    form,
    {
      ...source,
      entryPoint: 'update',
      libraries: [clipLibrary, clipValueLibrary, stepLibrary, form === 'cpu' ? neighbours : inTurn],
      constants: {},
    },
    { items: 1, together: [1, 256] },
  );
  const invocations = kernel.workgroup[0] * kernel.workgroup[1];
  const most = form === 'tiles' ? 1024 : 16;
  return { kernel, grid: [Math.max(1, Math.min(most, Math.ceil(count4 / invocations))), 1, 1] };
}
