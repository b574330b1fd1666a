/** A plan: what a backend runs, again and again. */
import type { Dispatch } from './op.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import type { Storage, Tensor } from './tensor.ts';

export interface Placement {
  /** Index into `Plan.buffers`. */
  buffer: number;
  /** In bytes. */
  offset: number;
}

/** Buffers of the weights live longer than a plan and are shared by all plans of a net. */
export type BufferKind = 'parameters' | 'gradients' | 'moments' | 'inputs' | 'uniforms' | 'arena';

/** Kinds of buffers that belong to the net rather than to one of its plans. */
export const sharedKinds: ReadonlySet<BufferKind> = new Set(['parameters', 'gradients', 'moments']);

export interface PlannedBuffer {
  name: string;
  kind: BufferKind;
  bytes: number;
}

export interface Plan {
  name: string;
  form: ProductForm;
  dispatches: readonly Dispatch[];
  parameters: readonly Tensor[];
  buffers: readonly PlannedBuffer[];
  placements: ReadonlyMap<Storage, Placement>;
  /** Tensors that live on between runs, to be cleared when the run starts anew. */
  states: readonly Storage[];
  /** Inputs in the order of their sections within one slot. */
  inputs: readonly Storage[];
  /** Bytes of one step's inputs, its numbers first; a chunk has as many slots as steps. */
  slotBytes: number;
  /** Most steps in a chunk. */
  slots: number;
  /** The `Uniforms` of all dispatches, equal ones once, at multiples of 256 bytes. */
  uniforms: Uint8Array<ArrayBuffer>;
  /** Where in them those of each dispatch begin. */
  uniformOffsets: readonly number[];
}

/** The numbers of a step (`shaders/lib/step.wgsl`) stand at the start of its slot. */
export const numbersBytes = 256;
