/** Launch of kernels with one invocation per vec4 column that walks down rows. */
import type { ProductForm } from '../protocol/product-form.ts';

export const elementwiseWorkgroup = [16, 4] as const;

/**
 * The kernel loops over the rows that are left: a GPU wants a few thousand workgroups, a processor
 * few, since each of their invocations reads the numbers of the launch anew.
 */
export function elementwiseGrid(
  form: ProductForm,
  rows: number,
  columns4: number,
): [number, number, number] {
  const most = form === 'tiles' ? 2048 : 64;
  const across = Math.ceil(columns4 / elementwiseWorkgroup[0]);
  const down = Math.ceil(rows / elementwiseWorkgroup[1]);
  return [across, Math.max(1, Math.min(down, Math.ceil(most / across))), 1];
}

/** Few invocations, each over whole rows: what lies side by side is met one after the other. */
export function rowsGrid(rows: number): [number, number, number] {
  return [1, Math.min(rows, 64), 1];
}
