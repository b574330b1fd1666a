/**
 * Reads off a recorded graph what its net looks like unrolled over time: which layers stand on
 * which, the weights along every arrow, and where gradients flow back. It looks at nodes and at the
 * parameters they read, never at the settings the graph was made from.
 */
import { recurrentStatesOf } from '../cells/cell.ts';
import type { Graph } from '../graph/graph.ts';
import type { Node, Op } from '../graph/op.ts';
import type { Tensor } from '../graph/tensor.ts';
import { ShapeError } from '../lib/errors.ts';
import { carry, type CarryAttributes } from '../ops/carry.ts';
import { gatherRows } from '../ops/gather-rows.ts';
import { headInBlocks, type HeadInBlocksAttributes } from '../ops/head-in-blocks.ts';
import { matmul } from '../ops/matmul.ts';
import { pool, type PoolAttributes } from '../ops/pool.ts';
import { windowGradient } from '../ops/window.ts';
import { isBegin } from '../recurrence/begin.ts';
import { isWalk, isWalkBack } from '../recurrence/fused-walk.ts';
import type { WalkAttributes } from '../recurrence/stepwise-kernels.ts';
import { activationIn } from './objective.ts';
import type { UnrolledEdge, UnrolledLayer, UnrolledNet } from '../protocol/unrolled-net.ts';

export type Walk = Node<WalkAttributes>;

/** Where something comes from, and the weights it met on its way, the matrix first. */
interface Origin {
  weights: Tensor[];
  /** A walk, or the node that looks the tokens up in an embedding. */
  from: Node | 'tokens';
}

/** @throws ShapeError where what the graph puts out comes from no walk through time */
export function describeUnrolled(graph: Graph): UnrolledNet {
  const { nodes } = graph;
  const all = nodes.filter(isWalk);
  const loss = nodes.find((node) => activationIn(node));
  const answer = answerOf(nodes, loss);
  const top = all.find((walk) => walk === answer?.from);
  if (!answer || !top) {
    throw new ShapeError({
      where: 'unrolled net',
      what: 'what the graph puts out comes from no walk through time',
      values: { nodes: nodes.length, walks: all.length },
      advice: 'Describe a graph that was recorded with strategy step',
    });
  }
  const walks = stackUnder(nodes, top);
  const carries = nodes.find(({ op }) => op === (carry as Op)) as Node<CarryAttributes> | undefined;
  return {
    ...describeStack(nodes, walks),
    ...(nodes.some(({ op }) => op.name === 'features') && { isNumeric: true as const }),
    batchSize: top.attributes.sizes.batchSize,
    output: {
      ...{
        size: answer.size,
        reads: walks.length - 1,
        edge: answer.edge,
      },
      activation: (loss && activationIn(loss)) ?? 'softmax',
      summary: summaryIn(nodes),
    },
    hasLengths: walks[0].attributes.tensors.lengths !== undefined,
    carriesStates: !top.attributes.cell.isPlain && (carries?.attributes.stateCount ?? 0) > 0,
    learnsInitialState: nodes.some(isBegin),
  };
}

/** What the net puts out: of how many parts, from which walk, and over which weights. */
function answerOf(nodes: readonly Node[], loss: Node | undefined) {
  if (loss?.op === (headInBlocks as Op)) {
    const [features, ...weights] = loss.inputs.slice(0, 3);
    const { gradients } = loss.attributes as HeadInBlocksAttributes;
    const edge = { weights: weights.map(({ name }) => name), hasGradient: gradients !== undefined };
    return { size: weights[0].columns, from: originOf(nodes, features).from, edge };
  }
  const logits = loss?.inputs[0] ?? nodes.at(-1)?.outputs[0];
  if (!logits) return undefined;
  const { weights, from } = originOf(nodes, logits);
  return { size: logits.columns, from, edge: edgeOf(nodes, weights, logits) };
}

/** A walk and those that it reads, the lowest first. */
export function stackUnder(nodes: readonly Node[], top: Walk): Walk[] {
  const { from } = inputOf(nodes, top, 0);
  return from !== 'tokens' && isWalk(from) ? [...stackUnder(nodes, from), top] : [top];
}

/** Of a stack, and of what it reads. */
export function describeStack(nodes: readonly Node[], walks: readonly Walk[]) {
  const { timeSteps } = walks[0].attributes.sizes;
  const { weights, from } = inputOf(nodes, walks[0], 0);
  const table = from === 'tokens' ? weights[0] : from.inputs[1];
  return {
    timeSteps,
    vocabSize: table.rows,
    embedding: from === 'tokens' ? null : { size: table.columns, weights: [table.name] },
    layers: walks.map((walk) => layerOf(nodes, walks, walk)),
  };
}

function layerOf(nodes: readonly Node[], walks: readonly Walk[], walk: Walk): UnrolledLayer {
  const { cell, sizes, tensors, dropped } = walk.attributes;
  const [gates] = walk.inputs;
  const origins = Array.from({ length: sizes.directions }, (_, direction) =>
    inputOf(nodes, walk, direction),
  );
  const [{ from }] = origins;
  const isWalkedBack = nodes.some((node) => isWalkBack(node) && node.inputs[0] === gates);
  const own = [tensors.weightHh, tensors.vectors].filter((tensor) => tensor !== undefined);
  const recurrent = (direction: number): UnrolledEdge => ({
    // both directions lie in one section, under the name of the first
    weights: own.map(({ name }) => (direction === 0 ? name : `${name}_reverse`)),
    hasGradient: isWalkedBack,
  });
  return {
    cell: cell.id,
    size: sizes.hiddenSize,
    ...(tensors.window > 1 && { window: tensors.window }),
    states: cell.isPlain ? [] : recurrentStatesOf(cell).map(({ symbol }) => symbol),
    reads: from === 'tokens' ? from : isWalk(from) ? walks.indexOf(from) : 'embedding',
    walks: origins.map(({ weights }, direction) => ({
      input: edgeOf(nodes, weights, gates),
      recurrent: cell.isPlain ? null : recurrent(direction),
    })),
    hasDropout: dropped !== undefined,
  };
}

/** What of all time steps is answered from; null where each has an answer. */
function summaryIn(nodes: readonly Node[]): UnrolledNet['output']['summary'] {
  const node = nodes.find(({ op }) => op === (pool as Op));
  return node ? (node as Node<PoolAttributes>).attributes.kind : null;
}

/** Of what one direction of a layer reads: its window of the gates was filled before the walk. */
function inputOf(nodes: readonly Node[], walk: Walk, direction: number): Origin {
  const [gates] = walk.inputs;
  const windowRows = gates.rows / walk.attributes.sizes.directions;
  const first = gates.offset4 + direction * windowRows * gates.rowStride4;
  const filling = nodes.find(({ outputs: [output] }) => {
    const isOwn = output?.storage === gates.storage;
    return isOwn && output.offset4 >= first && output.offset4 < first + gates.rowStride4;
  });
  return originOf(nodes, (filling as Node).outputs[0]);
}

/** Follows a tensor back to the first walk, embedding or tokens that it comes from. */
function originOf(nodes: readonly Node[], tensor: Tensor): Origin {
  const node = writerOf(nodes, tensor) as Node;
  if (isWalk(node)) return { weights: [], from: node };
  const weights = node.inputs.filter(({ storage }) => storage.role === 'parameter');
  const read = node.inputs.find(({ storage }) => storage.role !== 'parameter') as Tensor;
  const writer = writerOf(nodes, read);
  if (!writer) return { weights, from: 'tokens' };
  // rows of a table that are multiplied are embedded tokens; others are a product already
  if (node.op === (matmul as Op) && writer.op === (gatherRows as Op)) {
    return { weights, from: writer };
  }
  const origin = originOf(nodes, read);
  return { weights: [...origin.weights, ...weights], from: origin.from };
}

/** The node that first writes this very tensor; absent for what comes from outside. */
export function writerOf(nodes: readonly Node[], tensor: Tensor): Node | undefined {
  return nodes.find(({ outputs }) => outputs.includes(tensor));
}

/** @param end what the weights lead to; its gradient times the matrix is what flows back */
function edgeOf(nodes: readonly Node[], weights: readonly Tensor[], end: Tensor): UnrolledEdge {
  // out of a window as many gradients come as time steps are read
  const spread = nodes.filter(({ op, inputs }) => {
    return op === (windowGradient as Op) && inputs[0].storage === end.storage;
  });
  const ends = [end, ...spread.flatMap(({ outputs }) => outputs)].map(({ storage }) => storage);
  const flowsBack = ({ inputs, outputs: [output] }: Node) => {
    const read = inputs.map(({ storage }) => storage);
    const isReached = read.some((storage) => ends.includes(storage));
    return isReached && read.includes(weights[0].storage) && !ends.includes(output.storage);
  };
  return { weights: weights.map(({ name }) => name), hasGradient: nodes.some(flowsBack) };
}
