/**
 * The gradient through time as a graph: how large ∂L_t/∂x⟨k⟩, ∂L_t/∂a⟨k⟩ and ∂L_t/∂c⟨k⟩ are, for
 * every t and k of a line at once. Sequence t of the batch counts only its loss at time t. Where layers
 * read both ways, losses depend on later time steps too. Where a source is read first its time steps
 * come before those of the answer: one walk through both stacks, and over the bridge between them.
 */
import type { Graph } from '../graph/graph.ts';
import { padded, rowsView, type Tensor } from '../graph/tensor.ts';
import { matmul } from '../ops/matmul.ts';
import { pointwise } from '../ops/pointwise.ts';
import { rowNorms } from '../ops/row-norms.ts';
import { windowGradient } from '../ops/window.ts';
import type { Direction } from '../protocol/direction.ts';
import { gatesOfDirection, inputGates } from '../recurrence/gate-views.ts';
import { memoryLine, recordKeeping } from '../recurrence/memory-line.ts';
import type { LayerSizes } from '../recurrence/strategy.ts';
import type { Model } from './model.ts';
import { parameterOf } from './module.ts';
import type { Objective } from './objective.ts';
import { recordLineGradient } from './recordings.ts';
import type { StackOutput } from './recurrent-stack.ts';
import type { ModelShape } from './shape.ts';
import { directionsOf, layerSuffix, type StackShape } from './stack-shape.ts';

/** Each norm of row k, sequence t: [T · T]. Of a source [S · T] before them. */
export interface ThroughTimeGraph {
  graph: Graph;
  /** What the host fills. */
  inputs: Readonly<Record<string, Tensor>>;
  /** By what the first layer reads. */
  input: Tensor[];
  /** By a⟨k⟩ of the watched walk, all of it: through what is walked later and the layers above. */
  state: Tensor[];
  /** By c⟨k⟩, a⟨k⟩'s part included; none where the state is the memory, or there is none. */
  memory: Tensor[];
  /**
   * [(S + T) · T, 4], see shaders/recurrence/memory-line.wgsl; absent where no gate keeps a memory. Of
   * an encoder that reads both ways [T · T, 4]: no memory is handed over as it is.
   */
  line?: Tensor;
}

/** Time steps at most: more are neither legible nor cheap. */
const mostSteps = 64;
/** What all tensors of the plan may take together, about. */
const mostBytes = 64 * 2 ** 20;

/**
 * Time steps that this net's gradients are measured over at most: its tensors have T · T rows, and
 * S · T more where a source of S time steps is read first.
 */
export function longestLine(shape: ModelShape, sourceSteps = 0): number {
  const { vocabSize, embeddingSize, outputSize = vocabSize, encoder } = shape;
  const read = embeddingSize > 0 ? 0 : vocabSize;
  const own = walkWords(shape) + 2 * padded(Math.max(outputSize, read) + embeddingSize);
  const before = encoder
    ? walkWords({ ...shape, ...encoder }) + 2 * padded(embeddingSize || encoder.vocabSize)
    : 0;
  // own · T² + before · S · T
  const half = (before * sourceSteps) / (2 * own);
  const steps = Math.sqrt(half ** 2 + mostBytes / 4 / own) - half;
  return Math.max(1, Math.min(mostSteps, Math.floor(steps)));
}

/** Gates and states of every walk; the gradient by its output and those that are kept. */
function walkWords(shape: ModelShape): number {
  const { cell, layers, hiddenSize } = shape;
  const perWalk = cell.gates.length + cell.states.length + 3;
  return layers * directionsOf(shape) * perWalk * padded(hiddenSize);
}

/** Which line, and whose states. */
export interface Watched {
  timeSteps: number;
  /** Of a source that is read first; absent: none is. */
  sourceSteps?: number;
  /** From 0. */
  layer: number;
  direction: Direction;
}

/** The watched layer of a stack. */
interface Walked {
  shape: StackShape;
  output: StackOutput;
  sizes: LayerSizes;
  direction: Direction;
}

export function throughTimeGraph(
  model: Model,
  shape: ModelShape,
  objective: Objective,
  { timeSteps, sourceSteps, layer, direction }: Watched,
): ThroughTimeGraph {
  const { cell, hiddenSize } = shape;
  const batchSize = timeSteps;
  const timeStepsOf = sourceSteps === undefined ? undefined : { source: sourceSteps };
  const walkedBy = (outputs: readonly StackOutput[]) =>
    model.stacks
      .map((stack, at): Walked => {
        const directions = directionsOf(stack);
        const steps = at === 0 ? timeSteps : (sourceSteps ?? timeSteps);
        const sizes = { timeSteps: steps, batchSize, hiddenSize, directions };
        const own = directions === 2 ? direction : 0;
        return { shape: stack, output: outputs[at], sizes, direction: own };
      })
      .reverse();
  /** Where a memory is handed over as it is, all of them: the gates alone lead through. */
  const led = (walks: readonly Walked[]) =>
    walks.every(({ sizes }) => sizes.directions === 1) ? walks : walks.slice(-1);
  let keeping: Tensor | undefined;
  const sizes = { timeSteps, timeStepsOf, batchSize, watchedLayer: layer };
  const line = recordLineGradient(model, objective, sizes, (graph, { stacks }) => {
    const kept = led(walkedBy(stacks)).map(({ output: { layers }, sizes, direction }) =>
      gatesOfDirection(layers[layer].gates, sizes, direction),
    );
    const record = (own: Tensor, into?: Tensor) => recordKeeping(graph, cell, own, into);
    keeping =
      kept.length === 1 || !cell.memory
        ? record(kept[0])
        : inOne(graph, 'keeping', kept, padded(hiddenSize), record);
  });
  const { graph, inputs, stacks } = line;
  const walks = walkedBy(stacks);
  const plane = (
    { output: { layers }, sizes: { timeSteps }, direction }: Walked,
    index: number,
  ) => {
    const planes = layers[layer].stateGradients as Tensor;
    const first = (direction * 2 + index) * timeSteps * batchSize;
    return rowsView(planes, first, [timeSteps, batchSize, padded(hiddenSize)]);
  };
  const measure = (tensor: Tensor) => keep(graph, graph.record(rowNorms, [tensor], {}));
  const hasOwnMemory = cell.memory !== undefined && cell.memory.state !== 0;
  const copy = (from: Tensor, into: Tensor) =>
    graph.record(pointwise, [from], { kind: 'copy' }, { into });
  const remembered = () => {
    const reached = led(walks).map((walk) => plane(walk, 1));
    if (reached.length === 1) return reached[0];
    return inOne(graph, 'memory.gradients', reached, padded(hiddenSize), copy);
  };
  const ofLine = { hiddenSize, direction: walks.length === 1 ? direction : (0 as const) };
  return {
    graph,
    inputs,
    input: walks.map((walk) => measure(inputGradient(line, walk))),
    state: walks.map((walk) => measure(plane(walk, keeping && !hasOwnMemory ? 1 : 0))),
    memory: hasOwnMemory ? walks.map((walk) => measure(plane(walk, 1))) : [],
    line: keeping && keep(graph, graph.record(memoryLine, [remembered(), keeping], ofLine)),
  };
}

/** A tensor for the time steps of several, one behind the other, each recorded into its place. */
function inOne(
  graph: Graph,
  name: string,
  parts: readonly Tensor[],
  columns: number,
  record: (part: Tensor, into: Tensor) => unknown,
): Tensor {
  const [, batchSize] = parts[0].shape;
  const whole = graph.transient(name, [
    parts.reduce((sum, { shape: [timeSteps] }) => sum + timeSteps, 0),
    ...[batchSize, columns],
  ]);
  let first = 0;
  for (const part of parts) {
    const [timeSteps] = part.shape;
    record(part, rowsView(whole, first, [timeSteps, batchSize, columns]));
    first += timeSteps * batchSize;
  }
  return whole;
}

/** ∂L_t/∂x⟨k⟩: of the embedding, or W_xᵀ times what reached the gates where x is one-hot. */
function inputGradient(
  { graph, tape, parameters }: ReturnType<typeof recordLineGradient>,
  { shape: { cell, prefix, window = 1 }, output: { input, layers }, sizes }: Walked,
): Tensor {
  const own = input && tape.gradientOf(input);
  if (own) return own;
  const reached = (direction: number) => {
    const own = inputGates(layers[0].gates, cell, sizes, direction);
    const weights = parameterOf(parameters, `${prefix}.weight_ih${layerSuffix(0, direction)}`);
    const attributes = { window, isAhead: direction === 1 };
    return [window > 1 ? graph.record(windowGradient, [own], attributes) : own, weights];
  };
  const transposed = { transposed: 'right' } as const;
  const into = graph.record(matmul, reached(0), transposed, { name: 'x.gradient' });
  if (sizes.directions === 2) {
    graph.record(matmul, reached(1), transposed, { into, accumulate: true });
  }
  return into;
}

function keep(graph: Graph, tensor: Tensor): Tensor {
  graph.readBack.add(tensor.storage);
  return tensor;
}
