/**
 * The forms of a product: any kernel that multiplies says where its operands lie, and runs in
 * registers, in registers shared by quads, in tiles of workgroup memory, or packed for a CPU.
 */
import cpu from '../../shaders/lib/product-cpu.wgsl?raw';
import plain from '../../shaders/lib/plain.wgsl?raw';
import quad from '../../shaders/lib/quad.wgsl?raw';
import registers from '../../shaders/lib/product-registers.wgsl?raw';
import tiles from '../../shaders/lib/product-tiles.wgsl?raw';
import type { KernelSource } from '../graph/kernel-source.ts';
import type { Target } from '../graph/op.ts';
import type { ProductForm } from '../protocol/product-form.ts';

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
  columns4: number;
  /** Vec4 columns that one invocation owns. */
  group: number;
  /** Rows that one invocation owns in the register forms; a multiple of 4 unless it is 1. */
  rowBlock: number;
  /** Neighbouring rows of the left operand lie side by side in memory: four are always owned. */
  leftByRows?: boolean;
}

export interface ProductKernel {
  kernel: KernelSource;
  grid: [number, number, number];
}

/**
 * The constants that say how the outputs are cut up: kernels that differ in them do the same for a
 * product of any size, which is what allows the self-test to run them on small ones.
 */
const blockConstants = ['GROUP', 'ROWS', 'STRIP', 'STRIPS', 'TILE_ROWS', 'TILE_COLUMNS', 'SLICES'];

export function productKernel(
  { form, supply }: Target,
  source: Omit<KernelSource, 'workgroup' | 'subgroups'>,
  shape: ProductShape,
): ProductKernel {
  const fitting = fittingKernel(form, source, shape);
  const kernel = supply?.take(fitting, blockConstants) ?? fitting;
  return { kernel, grid: gridOf(kernel, shape) };
}

function fittingKernel(
  form: ProductForm,
  source: Omit<KernelSource, 'workgroup' | 'subgroups'>,
  shape: ProductShape,
): KernelSource {
  if (form === 'tiles') return tiled(source, shape);
  return form === 'cpu' ? onCpu(source, shape) : inRegisters(form, source, shape);
}

/** Four rows × two vec4 of sums fill the registers of a CPU, with the operands beside them. */
function onCpu(
  source: Omit<KernelSource, 'workgroup'>,
  { group, rows, leftByRows }: ProductShape,
): KernelSource {
  const rowBlock = rows === 1 ? 1 : 4;
  const strip = group % 2 === 0 ? 2 : 1;
  return {
    ...source,
    libraries: [...source.libraries, cpu],
    constants: {
      ...source.constants,
      GROUP: group,
      ROWS: rowBlock,
      STRIP: strip,
      STRIPS: group / strip,
      PLACES: leftByRows ? 1 : rowBlock,
    },
    workgroup: [1, 1],
  };
}

function tiled(source: Omit<KernelSource, 'workgroup'>, shape: ProductShape): KernelSource {
  const inTiles = (tile: Tile): KernelSource => ({
    ...source,
    libraries: [...source.libraries, tiles],
    constants: {
      ...source.constants,
      GROUP: shape.group,
      LEFT_BY_ROWS: shape.leftByRows ? 1 : 0,
      TILE_ROWS: tile.rows,
      TILE_COLUMNS: tile.columns4,
      SLICES: tile.slices,
    },
    workgroup: [256, 1],
  });
  const large = inTiles(largeTile);
  const [across, down] = gridOf(large, shape);
  return across * down >= enoughWorkgroups ? large : inTiles(smallTile);
}

function inRegisters(
  form: 'registers' | 'quads',
  source: Omit<KernelSource, 'workgroup'>,
  { group, rowBlock, leftByRows }: ProductShape,
): KernelSource {
  const subgroups = form === 'quads';
  // a kernel that knows the first of four rows only would be right for products of one row alone
  const ROWS = leftByRows ? Math.max(4, rowBlock) : rowBlock;
  return {
    ...source,
    libraries: [...source.libraries, registers, subgroups ? quad : plain],
    constants: { ...source.constants, GROUP: group, ROWS },
    workgroup: [registerWidth, 1],
    subgroups,
  };
}

function gridOf(
  { constants, workgroup }: KernelSource,
  shape: ProductShape,
): [number, number, number] {
  const { GROUP, ROWS, TILE_ROWS, TILE_COLUMNS } = constants;
  const groups = Math.ceil(shape.columns4 / GROUP);
  const across = TILE_COLUMNS ? Math.floor(TILE_COLUMNS / GROUP) : workgroup[0];
  return [Math.ceil(groups / across), Math.ceil(shape.rows / (TILE_ROWS ?? ROWS)), 1];
}
