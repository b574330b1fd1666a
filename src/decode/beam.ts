/** One time step of a beam search; twin of shaders/decode/beam.wgsl. Greedy is a beam of one. */
import kernelFile from '../../shaders/decode/beam.wgsl?raw';
import type { Graph } from '../graph/graph.ts';
import type { Dispatch, Op } from '../graph/op.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Beginnings of what is written, [B·K] each: those of a sequence side by side, the likeliest first. */
export interface Beginnings {
  /** What each was grown by. */
  tokens: Tensor;
  /** Which of those before it has grown. */
  parents: Tensor;
  /** Logarithm of its probability, nats. */
  scores: Tensor;
}

export interface BeamAttributes {
  /** K */
  beams: number;
  /** The token behind which nothing is written. */
  end: number;
  /** There is one beginning of each sequence yet. */
  isFirst: boolean;
}

/** @param before absent at the first time step */
export function growBeams(
  graph: Graph,
  logits: Tensor,
  before: Beginnings | undefined,
  { beams, end }: Pick<BeamAttributes, 'beams' | 'end'>,
): Beginnings {
  const { rows } = logits;
  const grown = {
    scores: graph.state('beam.scores', [rows]),
    tokens: graph.state('beam.tokens', [rows], 'u32'),
    parents: graph.state('beam.parents', [rows], 'u32'),
  };
  const totals = graph.transient('beam.totals', [rows]);
  // what a first step has not is bound all the same
  const { scores, tokens } = before ?? { scores: graph.nothing, tokens: graph.nothing };
  const attributes = { beams, end, isFirst: !before };
  const into = [totals, grown.scores, grown.tokens, grown.parents];
  graph.record(beam, [logits, scores, tokens], attributes, { into });
  return grown;
}

/** inputs: logits [B·K, V], scores, tokens; outputs: totals, scores, tokens, parents, [B·K] each */
const beam: Op<BeamAttributes> = {
  name: 'beam',

  outputs: ([logits]) =>
    ['totals', 'scores', 'tokens', 'parents'].map((name) => ({ name, shape: [logits.rows] })),

  lower({ inputs, outputs, attributes: { beams, end, isFirst } }): Dispatch[] {
    const [logits, scoresBefore, tokensBefore] = inputs;
    const [totals, scores, tokens, parents] = outputs;
    const sequences = logits.rows / beams;
    const dispatch = (entryPoint: 'total' | 'grow', items: number): Dispatch => ({
      label: `beam: ${entryPoint}`,
      kernel: {
        label: `decode/beam.${entryPoint}${isFirst ? ' first' : ''}`,
        file: kernelFile,
        entryPoint,
        libraries: [],
        constants: { FIRST: isFirst ? 1 : 0 },
        workgroup: [16, 1],
      },
      bindings: {
        ...{ logits, totals, scores, tokens, parents },
        ...{ scores_before: scoresBefore, tokens_before: tokensBefore },
      },
      uniforms: {
        ...{ sequences, beams, end },
        columns: logits.columns,
        stride: 4 * logits.rowStride4,
      },
      grid: [Math.ceil(items / 16), 1, 1],
    });
    return [dispatch('total', logits.rows), dispatch('grow', sequences)];
  },
};
