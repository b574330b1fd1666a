/**
 * The graphs of any model: training, evaluation, reading, and backward over a line. What is trained,
 * measured and looked at is the same `forward`. Decoding is recorded in src/decode.
 */
import { differentiate, type Tape } from '../graph/backward.ts';
import { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { ShapeError } from '../lib/errors.ts';
import { answers as answersOf } from '../ops/answers.ts';
import { carry } from '../ops/carry.ts';
import { headInBlocks } from '../ops/head-in-blocks.ts';
import { pointwise } from '../ops/pointwise.ts';
import { recordNorm } from '../optimizers/norm.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { headlessOf, rowsInBlock } from './answers-in-blocks.ts';
import type { Headless, InputSpec, Model, ModelInputs, ModelOutput } from './model.ts';
import {
  parameterOf,
  type Parameters as NamedParameters,
  recordParameters,
  type Unrolling,
} from './module.ts';
import type { Objective } from './objective.ts';
import { directionsOf } from './stack-shape.ts';

/** Entries of the ring of losses. */
export const ringEntries = 4096;
/** Answers that are read at once, 256 KiB. */
const answerWords = 2 ** 16;

/** The positions of an input sorted by token, for the gradient of what it looks up. */
export interface SortedInput extends InputSpec {
  tokens: Tensor;
  order: Tensor;
  rowStart: Tensor;
}

export interface Recording extends ModelOutput {
  graph: Graph;
  parameters: NamedParameters;
  /** What the host fills, by name: the tokens and lengths of the model's inputs, and the targets. */
  inputs: Readonly<Record<string, Tensor>>;
  /** Inputs that have to be sorted too. */
  sorted: readonly SortedInput[];
  /** One for each row of logits, nats. */
  losses: Tensor;
}

export interface StepRecording extends Omit<Recording, 'logits'> {
  /** Absent where the answers are made some rows at a time. */
  logits?: Tensor;
  /** 1 where the stream starts anew with the *next* step; absent where nothing is carried. */
  resets?: Tensor;
  /** 1 where a sequence begins with this step; absent where nothing depends on it. */
  fresh?: Tensor;
  /** Loss and norm of every step, [entries, 4]. */
  ring: Tensor;
}

/** Forward, backward, clipped update, states carried on, loss and norm into the ring. */
export function recordTraining(
  model: Model,
  objective: Objective,
  optimizer: Optimizer,
  unrolling: Unrolling,
): StepRecording {
  const { resets, fresh, ...forward } = recordStep(model, objective, unrolling, true);
  const losses = recordStepLosses(forward, objective, unrolling, true);
  const { graph } = forward;
  differentiate(graph);
  const partials = recordNorm(graph);
  optimizer.record(graph, partials);
  const ring = recordCarry(model, forward, unrolling, { losses, partials, resets }, ringEntries);
  return { ...forward, losses, resets, fresh, ring };
}

export interface EvaluationRecording extends StepRecording {
  /** Of the ring, and of the answers: one per chunk of what is held out. */
  entries: number;
  /** What is answered to each target of a chunk, [entries, targets]; absent unless it is wanted. */
  answers?: Tensor;
}

/** Forward and loss, and what is answered where somebody counts that. */
export function recordEvaluation(
  model: Model,
  objective: Objective,
  unrolling: Unrolling,
  hasAnswers = false,
): EvaluationRecording {
  const step = recordStep(model, objective, unrolling, false, hasAnswers);
  const { resets, fresh, ...forward } = step;
  const { graph } = forward;
  // before the loss, which is computed in place
  const counted =
    hasAnswers && 'logits' in forward ? recordAnswers(graph, forward.logits, objective) : undefined;
  const { entries, answers } = counted ?? { entries: ringEntries, answers: undefined };
  const losses = recordStepLosses(forward, objective, unrolling, false);
  const partials = graph.nothing;
  const ring = recordCarry(model, forward, unrolling, { losses, partials, resets }, entries);
  return { ...forward, losses, resets, fresh, ring, entries, answers };
}

/** What is answered to each target of a chunk, for as many chunks as are read at once. */
function recordAnswers(graph: Graph, logits: Tensor, objective: Objective) {
  const targets = objective.targetShape(logits).reduce((product, size) => product * size, 1);
  const entries = answerEntries(targets);
  const answers = graph.state('answers', [entries, targets], 'u32');
  graph.record(answersOf, [logits, answers], { kind: objective.answers, entries });
  return { entries, answers };
}

/** As many chunks as fit into the words that are read at once, and one at least. */
function answerEntries(targets: number): number {
  return Math.max(1, Math.min(ringEntries, Math.floor(answerWords / targets)));
}

/** Forward alone, over sequences that begin: what the views read. Gates, states and logits stay. */
export function recordReading(
  model: Model,
  objective: Objective,
  unrolling: Omit<Unrolling, 'strategy'>,
): Recording {
  const forward = recordForward(new Graph(), model, { ...unrolling, strategy: 'stepwise' });
  const { graph, logits, stacks, attention } = forward;
  // the loss is computed in place
  const copy = graph.record(pointwise, [logits], { kind: 'copy' }, { name: 'logits.copy' });
  const losses = recordLosses({ ...forward, logits: copy }, objective);
  for (const { layers } of stacks)
    for (const { gates } of layers) graph.readBack.add(gates.storage);
  graph.readBack.add(logits.storage);
  if (attention) graph.readBack.add(attention.weights.storage);
  return { ...forward, losses };
}

export interface LineSizes {
  timeSteps: number;
  /** Of what is read before. */
  timeStepsOf?: Unrolling['timeStepsOf'];
  batchSize: number;
  /** The layer, from 0, whose states' gradients are kept: `layers[l].stateGradients`. */
  watchedLayer?: number;
  /** Backward goes on to the weights; the plan needs gradients of its own then. */
  reachesWeights?: boolean;
}

/**
 * Forward and backward over one line: what a change of any activation, or of any weight, would have
 * done to the loss. Every sequence of the batch is the same line; which of its losses count is said
 * by masking the other targets. After a run `layers[l].gates` hold the gradients of the preactivations,
 * [D, T, B, G·H]: by the sum of the losses that count, when the step's number `inverse_count` is 1.
 * @param watch records what has to be taken down before backward overwrites the activations
 */
export function recordLineGradient(
  model: Model,
  objective: Objective,
  { reachesWeights = false, ...sizes }: LineSizes,
  watch?: (graph: Graph, recording: ModelOutput) => void,
): Recording & { tape: Tape } {
  const unrolling = { ...sizes, strategy: 'stepwise' } as const;
  const forward = recordForward(new Graph(), model, unrolling, { isSorted: reachesWeights });
  const losses = recordLosses(forward, objective);
  watch?.(forward.graph, forward);
  const tape = differentiate(forward.graph, reachesWeights ? 'all' : 'activations');
  return { ...forward, losses, tape };
}

/** Tokens, or numbers for each. */
export const inputShape = ({ features }: InputSpec, timeSteps: number, batchSize: number) =>
  features ? [timeSteps, batchSize, features] : [timeSteps, batchSize];

type Read = Omit<Recording, 'losses' | keyof ModelOutput> & { inputs: Record<string, Tensor> };
type Forward = Read & ModelOutput;

/** Forward over a batch whose states may come from the one before; its head may be left out. */
function recordStep(
  model: Model,
  objective: Objective,
  unrolling: Unrolling,
  isSorted: boolean,
  hasAnswers = false,
): (Forward | (Read & Headless)) & Pick<StepRecording, 'resets' | 'fresh'> {
  const graph = new Graph();
  const { batchSize } = unrolling;
  const resets = model.carries ? graph.input('resets', [batchSize]) : undefined;
  const fresh = model.carries ? recordFresh(graph, model, batchSize) : undefined;
  const options = { isSorted, fresh };
  const headless = hasAnswers ? undefined : headlessOf(model, objective, unrolling);
  const read = headless
    ? recordRead(graph, model, unrolling, options, headless)
    : recordForward(graph, model, unrolling, options);
  return { ...read, resets, fresh };
}

/** Which streams begin with this step: only learned initial states depend on it. */
export function recordFresh(graph: Graph, { stacks }: Model, batchSize: number) {
  const depends = stacks.some(({ learnsInitialState }) => learnsInitialState);
  return depends ? graph.input('fresh', [batchSize]) : undefined;
}

interface ReadOptions {
  isSorted?: boolean;
  fresh?: Tensor;
}

function recordForward(
  graph: Graph,
  model: Model,
  unrolling: Unrolling,
  options: ReadOptions = {},
): Forward {
  return recordRead(graph, model, unrolling, options, (...given) => model.forward(...given));
}

/** The model over what the host gives, as a whole or without its head. */
function recordRead<Output>(
  graph: Graph,
  model: Model,
  unrolling: Unrolling,
  { isSorted = false, fresh }: ReadOptions,
  run: (...given: Parameters<Model['forward']>) => Output,
): Read & Output {
  const { batchSize, timeStepsOf, hasLengths } = unrolling;
  const parameters = recordParameters(graph, model.specs);
  const inputs: Record<string, Tensor> = {};
  const input = (name: string, shape: readonly number[]) =>
    (inputs[name] = graph.input(name, shape));
  const sorted: SortedInput[] = [];
  const sequences: Record<string, ModelInputs['sequences'][string]> = {};
  for (const spec of model.inputs) {
    const timeSteps = timeStepsOf?.[spec.name] ?? unrolling.timeSteps;
    const tokens = input(spec.name, inputShape(spec, timeSteps, batchSize));
    const own = (name: string) => (spec.name === 'tokens' ? name : `${spec.name}-${name}`);
    const lengths = hasLengths ? input(own('lengths'), [batchSize]) : undefined;
    // numbers are looked up in no table
    const gathering =
      isSorted && !spec.features
        ? {
            sorted: {
              order: graph.input(own('order'), [timeSteps * batchSize]),
              rowStart: graph.input(own('row-start'), [spec.vocabSize + 1]),
            },
          }
        : {};
    if (gathering.sorted) sorted.push({ ...spec, tokens, ...gathering.sorted });
    sequences[spec.name] = { tokens, gathering, lengths };
  }
  const output = run(graph, parameters, { sequences, fresh }, unrolling);
  return { graph, parameters, inputs, sorted, ...output };
}

/** @param hasGradients those of what the head reads, and of its weights */
function recordStepLosses(
  forward: Forward | (Read & Headless),
  objective: Objective,
  unrolling: Unrolling,
  hasGradients: boolean,
): Tensor {
  if ('logits' in forward) return recordLosses(forward, objective);
  const { graph, features, head, inputs, parameters } = forward;
  const [weight, bias] = [head.weight, head.bias].map((name) => parameterOf(parameters, name));
  inputs.targets = graph.input('targets', features.shape.slice(0, -1));
  const gradients = hasGradients && {
    weight: graph.parameterGradient(weight),
    bias: graph.parameterGradient(bias),
  };
  return graph.record(headInBlocks, [features, weight, bias, inputs.targets], {
    rows: rowsInBlock(unrolling, weight.columns),
    ...(gradients && { gradients }),
  });
}

/** Compares the answers with targets that the host gives. */
function recordLosses({ graph, logits, inputs }: Forward, objective: Objective): Tensor {
  inputs.targets = graph.input('targets', objective.targetShape(logits));
  return objective.record(graph, logits, inputs.targets);
}

/** Records what outlives a step; @returns the ring of losses. */
export function recordCarry(
  { stacks: shapes, carries }: Pick<Model, 'stacks' | 'carries'>,
  { graph, stacks }: Pick<Recording, 'graph' | 'stacks'>,
  { timeSteps, batchSize }: Unrolling,
  { losses, partials, resets }: { losses: Tensor; partials: Tensor; resets?: Tensor },
  entries: number,
): Tensor {
  if (carries && shapes.length !== 1) {
    throw new ShapeError({
      where: 'model',
      what: 'states are carried on by models of one stack only',
      values: { stacks: shapes.length },
      advice: 'Let every sequence begin with its batch',
    });
  }
  const ring = graph.state('ring', [entries, 4]);
  const [shape] = shapes;
  const vectors = shape.layers * directionsOf(shape) * shape.cell.states.length;
  graph.record(carry, [losses, partials, resets ?? graph.nothing, stacks[0].states, ring], {
    stateCount: carries ? vectors : 0,
    timeSteps,
    batchSize,
    hiddenSize: shape.hiddenSize,
    entries,
  });
  return ring;
}
