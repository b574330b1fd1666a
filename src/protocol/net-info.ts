/** What the page is told of a net: sizes, costs, and how it unrolls. */
import type { Problem } from '../lib/problems.ts';
import type { ProductForm } from './product-form.ts';
import type { UnrolledNet } from './unrolled-net.ts';

export interface ParameterInfo {
  /** PyTorch's name, e.g. `rnn.weight_ih_l0`. */
  name: string;
  shape: number[];
}

/** Kernels that were wanted, and why the net runs on others. */
export interface AvoidedKernels {
  kernels: ProductForm;
  problem: Problem;
}

export interface NetInfo {
  parameters: number;
  parameterList: ParameterInfo[];
  /** Bytes of the whole net: weights, moments, activations, plans. */
  bytes: number;
  /** Of the training plan. */
  dispatchesPerStep: number;
  tokensPerStep: number;
  kernels: ProductForm;
  avoided: AvoidedKernels | null;
  layers: number;
  /** 2: every layer also reads the sequence from its end. */
  directions: 1 | 2;
  hiddenSize: number;
  cell: string;
  /** Read off the graph of the training plan. */
  unrolled: UnrolledNet;
  /** The training plan as text. */
  plan: string;
  /** Named entries of the bytes, largest first. */
  memory: { name: string; bytes: number }[];
}

/** Computed without building anything. */
export interface NetEstimate {
  parameters: number;
  bytes: number;
  dispatchesPerStep: number;
}
