/**
 * What a recorded graph says of an encoder: the walks that the answer does not stand on, what leads from
 * their ends to where the others begin, and what looks back at them.
 */
import type { Graph } from '../graph/graph.ts';
import type { Node, Op } from '../graph/op.ts';
import type { Tensor } from '../graph/tensor.ts';
import { additiveScores } from '../ops/additive-scores.ts';
import { matmul } from '../ops/matmul.ts';
import type { UnrolledNet, UnrolledSource } from '../protocol/unrolled-net.ts';
import { isWalk } from '../recurrence/fused-walk.ts';
import { describeStack, describeUnrolled, stackUnder, writerOf } from './describe-unrolled.ts';

/** @throws ShapeError where what the graph puts out comes from no walk through time */
export function describeTranslation(graph: Graph): UnrolledNet {
  return { ...describeUnrolled(graph), source: describeSource(graph) };
}

function describeSource({ nodes }: Graph): UnrolledSource | undefined {
  // it is recorded first
  const first = nodes.find(isWalk);
  const walks = nodes.filter(isWalk).filter((walk) => stackUnder(nodes, walk)[0] === first);
  if (walks.length === 0) return undefined;
  const ends = new Set(walks.flatMap(({ attributes }) => attributes.finals.flat()));
  const bridging = nodes.filter(
    (node) => isProduct(node) && node.inputs.some((one) => ends.has(one)),
  );
  const scores = nodes.find(({ op }) => op === (additiveScores as Op));
  const looking = scores?.inputs.flatMap((input) => writerOf(nodes, input)?.inputs ?? input) ?? [];
  return {
    ...describeStack(nodes, walks),
    bridge: namesOf(bridging.flatMap(({ inputs }) => inputs)),
    attention: namesOf(looking),
  };
}

const isProduct = ({ op }: Node) => op === (matmul as Op);

/** Of parameters among these, each once. */
function namesOf(tensors: readonly Tensor[]): string[] {
  const own = tensors.filter(({ storage }) => storage.role === 'parameter');
  return [...new Set(own.map(({ name }) => name))];
}
