/**
 * The gradient through time as a graph: how large ∂L_t/∂x⟨k⟩, ∂L_t/∂a⟨k⟩ and ∂L_t/∂c⟨k⟩ are, for
 * every t and k of a line at once. Sequence t of the batch counts only its loss at time t. Where layers
 * read both ways, losses depend on later time steps too.
 */
import type { Graph } from '../graph/graph.ts';
import { padded, rowsView, type Tensor } from '../graph/tensor.ts';
import { matmul } from '../ops/matmul.ts';
import { rowNorms } from '../ops/row-norms.ts';
import type { Direction } from '../protocol/direction.ts';
import { gatesOfDirection, inputGates } from '../recurrence/gate-views.ts';
import { memoryLine, recordKeeping } from '../recurrence/memory-line.ts';
import type { LayerSizes } from '../recurrence/strategy.ts';
import type { Model } from './model.ts';
import { parameterOf } from './module.ts';
import type { Objective } from './objective.ts';
import { recordLineGradient } from './recordings.ts';
import type { ModelShape } from './shape.ts';
import { directionsOf, layerSuffix } from './stack-shape.ts';

/** Each norm of row k, sequence t: [T · T]. */
export interface ThroughTimeGraph {
  graph: Graph;
  tokens: Tensor;
  targets: Tensor;
  /** By what the first layer reads. */
  input: Tensor;
  /** By a⟨k⟩ of the watched walk, all of it: through what is walked later and the layers above. */
  state: Tensor;
  /** By c⟨k⟩, a⟨k⟩'s part included; absent where the state is the memory, or there is none. */
  memory?: Tensor;
  /** [T · T, 4], see shaders/recurrence/memory-line.wgsl; absent where no gate keeps a memory. */
  line?: Tensor;
}

/** Time steps at most: more are neither legible nor cheap. */
const mostSteps = 64;
/** What all tensors of the plan may take together, about. */
const mostBytes = 64 * 2 ** 20;

/** Time steps that this net's gradients are measured over at most: its tensors have T · T rows. */
export function longestLine(shape: ModelShape): number {
  const { cell, layers, hiddenSize, vocabSize, embeddingSize } = shape;
  // gates and states of every walk; the gradient by its output and those that are kept; logits, dx
  const perWalk = cell.gates.length + cell.states.length + 3;
  const ends = Math.max(shape.outputSize ?? vocabSize, embeddingSize > 0 ? 0 : vocabSize);
  const walks = layers * directionsOf(shape);
  const width = walks * perWalk * padded(hiddenSize) + 2 * padded(ends + embeddingSize);
  return Math.max(1, Math.min(mostSteps, Math.floor(Math.sqrt(mostBytes / 4 / width))));
}

/** Which line, and whose states. */
export interface Watched {
  timeSteps: number;
  /** From 0. */
  layer: number;
  direction: Direction;
}

/** @param shape of the model: one stack between tokens and a head */
export function throughTimeGraph(
  model: Model,
  shape: ModelShape,
  objective: Objective,
  { timeSteps, layer, direction }: Watched,
): ThroughTimeGraph {
  const { cell, hiddenSize } = shape;
  const directions = directionsOf(shape);
  const sizes: LayerSizes = { timeSteps, batchSize: timeSteps, hiddenSize, directions };
  let keeping: Tensor | undefined;
  const line = recordLineGradient(
    model,
    objective,
    { timeSteps, batchSize: timeSteps, watchedLayer: layer },
    (graph, { stacks: [{ layers }] }) => {
      const own = gatesOfDirection(layers[layer].gates, sizes, direction);
      keeping = recordKeeping(graph, cell, own);
    },
  );
  const { graph, inputs, stacks } = line;
  const [{ layers }] = stacks;
  const planes = layers[layer].stateGradients as Tensor;
  const plane = (index: number) => {
    const first = (direction * 2 + index) * timeSteps * timeSteps;
    return rowsView(planes, first, [timeSteps, timeSteps, padded(hiddenSize)]);
  };
  const measure = (tensor: Tensor) => keep(graph, graph.record(rowNorms, [tensor], {}));
  const hasOwnMemory = cell.memory !== undefined && cell.memory.state !== 0;
  const ofGates = { hiddenSize, direction };
  return {
    graph,
    tokens: inputs.tokens,
    targets: inputs.targets,
    input: measure(inputGradient(line, shape, sizes)),
    state: measure(plane(keeping && !hasOwnMemory ? 1 : 0)),
    memory: hasOwnMemory ? measure(plane(1)) : undefined,
    line: keeping && keep(graph, graph.record(memoryLine, [plane(1), keeping], ofGates)),
  };
}

/** ∂L_t/∂x⟨k⟩: of the embedding, or W_xᵀ times what reached the gates where x is one-hot. */
function inputGradient(
  { graph, tape, stacks: [{ input, layers }], parameters }: ReturnType<typeof recordLineGradient>,
  shape: ModelShape,
  sizes: LayerSizes,
): Tensor {
  const own = input && tape.gradientOf(input);
  if (own) return own;
  const reached = (direction: number) => [
    inputGates(layers[0].gates, shape.cell, sizes, direction),
    parameterOf(parameters, `rnn.weight_ih${layerSuffix(0, direction)}`),
  ];
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
