/**
 * The contract of a model: what it reads, and how that becomes answers. Training, evaluation, reading
 * and decoding record the same `forward`, see recordings.ts.
 */
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { StackPart } from '../protocol/stack-part.ts';
import type { TokenRows } from '../recurrence/strategy.ts';
import type { Attended } from './attention.ts';
import type { Ends } from './bridge.ts';
import type { Parameters, ParameterSpec, Unrolling } from './module.ts';
import type { StackOutput } from './recurrent-stack.ts';
import type { ModelShape } from './shape.ts';
import type { StackShape } from './stack-shape.ts';

/** Sequences of tokens, [T, B], or of the bits of numbers, [T, B, F]. */
export interface InputSpec {
  /** Of the tensor, and of the words that the host fills. */
  name: string;
  vocabSize: number;
  /** F; absent: tokens are read. */
  features?: number;
}

/** An input in the graph. */
export interface SequenceInput extends TokenRows {
  /** Real time steps of each sequence [B]; absent: all. */
  lengths?: Tensor;
}

export interface ModelInputs {
  /** By the names of the specs. */
  sequences: Readonly<Record<string, SequenceInput>>;
  /** Sequences that begin with this step [B]; absent: all. */
  fresh?: Tensor;
}

export interface ModelOutput {
  /** Before their activation: for every time step [T, B, C], or for every sequence [B, C]. */
  logits: Tensor;
  /** In the order of `Model.stacks`. */
  stacks: StackOutput[];
  /** How each time step looks at a source, where the model does. */
  attention?: Attended;
  /** Where its stack begins, behind a source. */
  initial?: Ends;
}

/** What its head reads, where that is left out. */
export interface Headless extends Omit<ModelOutput, 'logits'> {
  features: Tensor;
  /** PyTorch's names. */
  head: { weight: string; bias: string };
}

export interface Model {
  /** In the order of the flat buffers. */
  readonly specs: readonly ParameterSpec[];
  readonly inputs: readonly InputSpec[];
  /** What views may look at: the one that answers first, then the one that reads a source before it. */
  readonly stacks: readonly StackShape[];
  /** The states after a batch are those before the next one, but where a sequence begins. */
  readonly carries: boolean;
  /** Of a model that is one stack between tokens and a head. */
  readonly shape?: ModelShape;
  /** Of a model that reads a source: `forward` in two, to be recorded one after the other. */
  readonly halves?: Halves;
  forward(
    graph: Graph,
    parameters: Parameters,
    inputs: ModelInputs,
    unrolling: Unrolling,
  ): ModelOutput;
  /** `forward` without the head, of a model that answers at every time step. */
  readonly headless?: (
    graph: Graph,
    parameters: Parameters,
    inputs: ModelInputs,
    unrolling: Unrolling,
  ) => Headless;
}

/** Which of the model's stacks is meant: the one that answers where it has no other. */
export function stackAt({ stacks }: Pick<Model, 'stacks'>, part?: StackPart): number {
  return part === 'encoder' && stacks.length > 1 ? 1 : 0;
}

/** A source that has been read. */
export interface Encoded {
  stack: StackOutput;
  lengths?: Tensor;
  /** Where what is written begins. */
  initial: Ends;
}

export interface Halves {
  encode(
    graph: Graph,
    parameters: Parameters,
    source: SequenceInput,
    unrolling: Unrolling,
  ): Encoded;
  decode(
    graph: Graph,
    parameters: Parameters,
    tokens: SequenceInput,
    encoded: Encoded,
    unrolling: Unrolling,
  ): ModelOutput;
}
