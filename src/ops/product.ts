/**
 * The forms of a product: any kernel that multiplies says where its operands lie, and runs in
 * registers, in registers shared by quads, or in tiles of workgroup memory.
 */
import plain from '../../shaders/lib/plain.wgsl?raw';
import quad from '../../shaders/lib/quad.wgsl?raw';
import registers from '../../shaders/lib/product-registers.wgsl?raw';
import tiles from '../../shaders/lib/product-tiles.wgsl?raw';
import type { KernelForm } from '../gpu/device.ts';
import type { KernelSource } from '../gpu/kernel-source.ts';

/** Tiles of outputs in workgroup memory, and into how many slices K is split. */
interface Tile {
  rows: number;
  columns4: number;
  slices: number;
}
const largeTile: Tile = { rows: 32, columns4: 8, slices: 4 };
/** For products with few outputs: the steps of a recurrence, the weights of a small head. */
const smallTile: Tile = { rows: 16, columns4: 4, slices: 16 };
/** Fewer workgroups than this leave a GPU idle. */
const enoughWorkgroups = 64;

/** Invocations of a workgroup in the register forms: a quad, so that narrow outputs waste none. */
const registerWidth = 4;

export interface ProductShape {
  rows: number;
  /** Groups of `group` vec4 columns. */
  groups: number;
  /** Vec4 columns that one invocation owns. */
  group: number;
  /** Rows that one invocation owns in the register forms; a multiple of 4 unless it is 1. */
  rowBlock: number;
  /** Neighbouring rows of the left operand lie side by side in memory. */
  leftByRows?: boolean;
}

export interface ProductKernel {
  kernel: KernelSource;
  grid: [number, number, number];
}

export function productKernel(
  form: KernelForm,
  source: Omit<KernelSource, 'workgroup' | 'subgroups'>,
  shape: ProductShape,
): ProductKernel {
  const { rows, groups, group, rowBlock } = shape;
  if (form === 'tiles') {
    const large = tileGrid(largeTile, shape);
    const isLarge = large[0] * large[1] >= enoughWorkgroups;
    const tile = isLarge ? largeTile : smallTile;
    return {
      kernel: {
        ...source,
        libraries: [...source.libraries, tiles],
        constants: {
          ...source.constants,
          GROUP: group,
          LEFT_BY_ROWS: shape.leftByRows ? 1 : 0,
          TILE_ROWS: tile.rows,
          TILE_COLUMNS: tile.columns4,
          SLICES: tile.slices,
        },
        workgroup: [256, 1],
      },
      grid: isLarge ? large : tileGrid(smallTile, shape),
    };
  }
  const quads = form === 'quads';
  return {
    kernel: {
      ...source,
      libraries: [...source.libraries, registers, quads ? quad : plain],
      constants: { ...source.constants, GROUP: group, ROWS: rowBlock },
      workgroup: [registerWidth, 1],
      subgroups: quads,
    },
    grid: [Math.ceil(groups / registerWidth), Math.ceil(rows / rowBlock), 1],
  };
}

function tileGrid(tile: Tile, { rows, groups, group }: ProductShape): [number, number, number] {
  const groupsPerTile = Math.floor(tile.columns4 / group);
  return [Math.ceil(groups / groupsPerTile), Math.ceil(rows / tile.rows), 1];
}
