/** Operands of products as the form `cpu` wants them; twin of shaders/ops/pack.wgsl. */
import file from '../../shaders/ops/pack.wgsl?raw';
import strided from '../../shaders/lib/view-strided.wgsl?raw';
import type { Dispatch, Target } from '../graph/op.ts';
import { quarter, type Tensor } from '../graph/tensor.ts';

/** Vec4 along k that one invocation copies. */
const block = 64;

export interface PackedOperand {
  /** One row for each packed column. */
  tensor: Tensor;
  /** Vec4 in it. */
  depth: number;
  dispatch: Dispatch;
}

/**
 * The columns of vec4 of an operand that is stored by k, one behind the other.
 * @param matrices of the same size, below one another, that are packed each for itself
 */
export function packColumns(target: Target, from: Tensor, matrices = 1): PackedOperand {
  const rows = from.rows / matrices;
  const depth = 4 * quarter(rows);
  const tensor = scratch(target, `${from.name} by columns`, [matrices * from.columns4, depth * 4]);
  const grid = [Math.ceil(from.columns4 / 4), Math.ceil(depth / block), matrices] as const;
  return { tensor, depth, dispatch: packing('pack_columns', from, tensor, { rows, depth, grid }) };
}

/** The same of an operand that is stored transposed: four of its rows become a column of vec4. */
export function packRows(target: Target, from: Tensor, matrices = 1): PackedOperand {
  const rows = from.rows / matrices;
  const depth = 4 * from.columns4;
  const tensor = scratch(target, `${from.name} by rows`, [matrices * quarter(rows), depth * 4]);
  const grid = [Math.ceil(from.columns4 / block), quarter(rows), matrices] as const;
  return { tensor, depth, dispatch: packing('pack_rows', from, tensor, { rows, depth, grid }) };
}

function scratch({ transient }: Target, name: string, shape: readonly number[]): Tensor {
  if (!transient) throw new Error(`ops/pack: nobody gives room for ${name}`);
  return transient(name, shape);
}

function packing(
  entryPoint: string,
  from: Tensor,
  packed: Tensor,
  { rows, depth, grid }: { rows: number; depth: number; grid: Dispatch['grid'] },
): Dispatch {
  return {
    label: packed.name,
    kernel: {
      label: `ops/pack.${entryPoint}`,
      file,
      entryPoint,
      libraries: [strided],
      constants: { BLOCK: block },
      workgroup: [1, 1],
    },
    bindings: { from_rows: from, packed },
    uniforms: {
      rows,
      columns4: from.columns4,
      depth,
      offset: from.offset4,
      stride: from.rowStride4,
      take: from.take,
      skip: from.skip,
      size: rows * from.rowStride4,
      packed_size: packed.storage.words / 4 / grid[2],
    },
    grid,
  };
}
