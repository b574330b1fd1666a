/** Launch of kernels with one invocation per vec4 column that walks down rows. */

export const elementwiseWorkgroup = [16, 4] as const;

/** At most a few thousand workgroups: the kernel loops over the rows that are left. */
export function elementwiseGrid(rows: number, columns4: number): [number, number, number] {
  const across = Math.ceil(columns4 / elementwiseWorkgroup[0]);
  const down = Math.ceil(rows / elementwiseWorkgroup[1]);
  return [across, Math.max(1, Math.min(down, Math.ceil(2048 / across))), 1];
}
