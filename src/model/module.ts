/**
 * What a part of a model is: parameters under a prefix, and what it records. A model is put together
 * from modules; several of a kind may stand in one graph, each with a prefix of its own.
 */
import type { Cell } from '../cells/cell.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { StrategyChoice } from '../recurrence/index.ts';
import type { Layout } from './layout.ts';

/** One parameter: how it is stored, and what it is for. */
export interface ParameterSpec extends Layout {
  /** What it belongs to, which says how it is drawn at the start. */
  owner:
    | { module: 'stack'; cell: Cell; hiddenSize: number }
    /** @param hiddenSize features that the module reads or puts out, of one direction */
    | { module: 'embedding' | 'head' | 'bridge' | 'attention'; hiddenSize: number };
}

/** Of every section of the flat buffers, by name. */
export type Parameters = ReadonlyMap<string, Tensor>;

/** How a model is unrolled. */
export interface Unrolling {
  timeSteps: number;
  /** Of the model's inputs that are longer or shorter, by name. */
  timeStepsOf?: Readonly<Record<string, number>>;
  batchSize: number;
  /** How time is walked: everywhere, or layer by layer. */
  strategy: StrategyChoice;
  /** Drop some of what each layer but the last puts out: in training only. */
  hasDropout?: boolean;
  /** Sequences of one batch differ in length. */
  hasLengths?: boolean;
  /** Gates can be held: forward only, by strategy `stepwise`. */
  hasPins?: boolean;
  /** Rows of logits that are there at once while a batch is answered; absent: as their size asks. */
  logitRows?: number;
  /** The layer of every stack, from 0, whose backward leaves the gradients of its states. */
  watchedLayer?: number;
}

export interface Module<In, Out> {
  readonly specs: readonly ParameterSpec[];
  /** @param parameters of the whole model: a module knows its own by its prefix */
  record(graph: Graph, parameters: Parameters, input: In, unrolling: Unrolling): Out;
}

/** PyTorch's name without the module's prefix: `weight_ih_l0` of `rnn.weight_ih_l0`. */
export function ownName({ name }: { name: string }): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Whether it is a state that sequences begin with. */
export function isInitialState(spec: { name: string }): boolean {
  return ownName(spec).startsWith('initial_');
}

/**
 * The parameters of a model in order: module by module, and then what sequences begin with, so that
 * the others are drawn as they would be without it.
 */
export function specsOf(
  modules: readonly Pick<Module<never, unknown>, 'specs'>[],
): ParameterSpec[] {
  const all = modules.flatMap(({ specs }) => specs);
  return [...all.filter((spec) => !isInitialState(spec)), ...all.filter(isInitialState)];
}

/** The sections of the flat buffers in order, each once. */
export function parameterSections(specs: readonly ParameterSpec[]) {
  const sections = new Map(
    specs.map(({ section, stored }) => [section, { name: section, stored }]),
  );
  return [...sections.values()];
}

export function recordParameters(graph: Graph, specs: readonly ParameterSpec[]): Parameters {
  return new Map(
    parameterSections(specs).map(({ name, stored }) => [name, graph.parameter(name, stored)]),
  );
}

/** A section that the model has. */
export function parameterOf(parameters: Parameters, name: string): Tensor {
  const found = parameters.get(name);
  if (!found) throw new Error(`model: there is no parameter ${name}`);
  return found;
}
