/** The contract of an op, and what it becomes: nodes of the graph, dispatches of the plan. */
import type { ProductForm } from '../protocol/product-form.ts';
import type { KernelSource } from './kernel-source.ts';
import type { Tape } from './backward.ts';
import type { KernelSupply } from './kernel-supply.ts';
import type { Tensor } from './tensor.ts';

export interface Node<Attributes = unknown> {
  readonly op: Op<Attributes>;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly attributes: Attributes;
  /** Add to what the output holds instead of replacing it. */
  readonly accumulate: boolean;
}

/** A new tensor of this shape, or one that exists already (in place, or a view to fill). */
export type OutputRule = { name: string; shape: readonly number[] } | Tensor;

/** One launch of a kernel. */
export interface Dispatch {
  readonly label: string;
  readonly kernel: KernelSource;
  /** By the names of the kernel's arrays; each is bound from its storage's first word. */
  readonly bindings: Readonly<Record<string, Tensor>>;
  readonly uniforms: Readonly<Record<string, number>>;
  readonly grid: readonly [number, number, number];
}

export interface Target {
  readonly form: ProductForm;
  /** Products take their kernels from here rather than as their sizes ask. */
  readonly supply?: KernelSupply;
  /** Room that a node needs between its own launches. */
  readonly transient?: (name: string, shape: readonly number[]) => Tensor;
}

export interface Op<Attributes = unknown> {
  readonly name: string;
  /** The shape rule. @throws ShapeError when the inputs do not fit */
  outputs(inputs: readonly Tensor[], attributes: Attributes): OutputRule[];
  /** Records the nodes that compute the gradients of its inputs. Absent: nothing flows back. */
  backward?(node: Node<Attributes>, tape: Tape): void;
  /** This node together with the one that alone reads its output, as one node; or nothing. */
  fuse?(node: Node<Attributes>, next: Node): Node<Attributes> | undefined;
  lower(node: Node<Attributes>, target: Target): Dispatch[];
}
