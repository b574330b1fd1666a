/**
 * The gradient through time as a graph: how large ∂L_t/∂x⟨k⟩, ∂L_t/∂a⟨k⟩ and ∂L_t/∂c⟨k⟩ are, for
 * every t and k of a line at once. Sequence t of the batch counts only its loss at time t.
 */
import type { Graph } from '../graph/graph.ts';
import { padded, rowsView, type Tensor } from '../graph/tensor.ts';
import { matmul } from '../ops/matmul.ts';
import { rowNorms } from '../ops/row-norms.ts';
import { memoryLine, recordKeeping } from '../recurrence/memory-line.ts';
import { inputGates } from '../recurrence/gate-views.ts';
import { languageModel } from './language-model.ts';
import { softmax } from './objective.ts';
import { recordLineGradient } from './recordings.ts';
import type { ModelShape } from './shape.ts';
import { directionsOf } from './stack-shape.ts';

/** Each norm of row k, sequence t: [T · T]. */
export interface ThroughTimeGraph {
  graph: Graph;
  tokens: Tensor;
  targets: Tensor;
  /** By what the first layer reads. */
  input: Tensor;
  /** By a⟨k⟩ of the watched layer, all of it: through later steps and through the layers above. */
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
  // gates and states of every layer; the gradient by its output and those that are kept; logits, dx
  const perLayer = cell.gates.length + cell.slots.length + 3;
  const width = layers * perLayer * padded(hiddenSize) + 2 * padded(vocabSize + embeddingSize);
  return Math.max(1, Math.min(mostSteps, Math.floor(Math.sqrt(mostBytes / 4 / width))));
}

/** @param layer whose states are meant, from 0 */
export function throughTimeGraph(
  shape: ModelShape,
  timeSteps: number,
  layer: number,
): ThroughTimeGraph {
  const { cell, hiddenSize } = shape;
  let keeping: Tensor | undefined;
  const line = recordLineGradient(
    languageModel(shape),
    softmax,
    { timeSteps, batchSize: timeSteps, watchedLayer: layer },
    (graph, { stacks: [{ layers }] }) => {
      keeping = recordKeeping(graph, cell, firstDirection(layers[layer].gates, timeSteps));
    },
  );
  const { graph, inputs, stacks } = line;
  const [{ layers }] = stacks;
  const planes = layers[layer].stateGradients as Tensor;
  const plane = (index: number) =>
    rowsView(planes, index * timeSteps * timeSteps, [timeSteps, timeSteps, padded(hiddenSize)]);
  const measure = (tensor: Tensor) => keep(graph, graph.record(rowNorms, [tensor], {}));
  const hasOwnMemory = cell.memory !== undefined && cell.memory.slot !== 0;
  return {
    graph,
    tokens: inputs.tokens,
    targets: inputs.targets,
    input: measure(inputGradient(line, shape, timeSteps)),
    state: measure(plane(keeping && !hasOwnMemory ? 1 : 0)),
    memory: hasOwnMemory ? measure(plane(1)) : undefined,
    line: keeping && keep(graph, graph.record(memoryLine, [plane(1), keeping], { hiddenSize })),
  };
}

/** ∂L_t/∂x⟨k⟩: of the embedding, or W_xᵀ times what reached the gates where x is one-hot. */
function inputGradient(
  { graph, tape, stacks: [{ input, layers }], parameters }: ReturnType<typeof recordLineGradient>,
  shape: ModelShape,
  timeSteps: number,
): Tensor {
  const own = input && tape.gradientOf(input);
  if (own) return own;
  const { cell, hiddenSize } = shape;
  const sizes = { timeSteps, batchSize: timeSteps, hiddenSize, directions: directionsOf(shape) };
  const read = inputGates(layers[0].gates, cell, sizes, 0);
  const weights = parameters.get('rnn.weight_ih_l0') as Tensor;
  return graph.record(matmul, [read, weights], { transposed: 'right' }, { name: 'x.gradient' });
}

function firstDirection(gates: Tensor, timeSteps: number): Tensor {
  return rowsView(gates, 0, [timeSteps, timeSteps, gates.columns]);
}

function keep(graph: Graph, tensor: Tensor): Tensor {
  graph.kept.add(tensor.storage);
  return tensor;
}
