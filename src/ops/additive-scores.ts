/** Additive attention's scores (Bahdanau et al. 2015); twin of shaders/ops/additive-scores*.wgsl. */
import activations from '../../shaders/lib/activations.wgsl?raw';
import keyFile from '../../shaders/ops/additive-scores-by-key.wgsl?raw';
import queryFile from '../../shaders/ops/additive-scores-by-query.wgsl?raw';
import kernelFile from '../../shaders/ops/additive-scores.wgsl?raw';
import { ShapeError } from '../lib/errors.ts';
import type { Graph } from '../graph/graph.ts';
import type { Node, Op } from '../graph/op.ts';
import { describeTensor, quarter, type Tensor } from '../graph/tensor.ts';
import { biasGradient } from './bias.ts';
import { elementwiseGrid, elementwiseWorkgroup } from './elementwise.ts';

/** queries [T, B, A], keys [S, B, A], v [A] -> [T, B, S]: v · tanh(query + key) */
export const additiveScores: Op<object> = {
  name: 'additive-scores',

  outputs(inputs) {
    const [queries, keys, vector] = inputs;
    const isAlike = queries.shape[1] === keys.shape[1] && queries.columns === keys.columns;
    if (!isAlike || vector.columns !== keys.columns) {
      throw new ShapeError({
        where: 'additive-scores',
        what: 'needs as many features and sequences of each',
        values: Object.fromEntries(
          inputs.map((one, at) => [['queries', 'keys', 'v'][at], describeTensor(one)]),
        ),
        advice: 'Check batch size and the sizes of the attention',
      });
    }
    return [{ name: 'scores', shape: [...queries.shape.slice(0, 2), keys.shape[0]] }];
  },

  backward({ inputs, outputs: [scores] }, tape) {
    const gradient = tape.gradientOf(scores);
    if (!gradient) return;
    const { graph } = tape;
    const [queries, keys, vector] = inputs;
    const read = [...inputs, gradient];
    const rows = graph.transient(`${vector.name}.rows`, queries.shape);
    tape.contribute(queries, (into, accumulate) =>
      graph.record(scoresGradient, read, { by: 'query' }, { into: [into, rows], accumulate }),
    );
    tape.contribute(keys, (into, accumulate) =>
      graph.record(scoresGradient, read, { by: 'key' }, { into, accumulate }),
    );
    tape.contribute(vector, (into, accumulate) =>
      graph.record(biasGradient, [rows], {}, { into, accumulate }),
    );
  },

  lower({ inputs: [query, key, vector], outputs: [score] }, { form }) {
    const { rows, columns4 } = score;
    return [
      {
        label: score.name,
        kernel: {
          label: 'ops/additive-scores.fit',
          file: kernelFile,
          entryPoint: 'fit',
          libraries: [activations],
          constants: {},
          workgroup: elementwiseWorkgroup,
        },
        bindings: { query, key, vector, score },
        uniforms: {
          rows,
          columns4,
          batch_size: key.shape[1],
          source_steps: key.shape[0],
          features4: key.columns4,
        },
        grid: elementwiseGrid(form, rows, columns4),
      },
    ];
  },
};

interface GradientAttributes {
  by: 'query' | 'key';
}

/** queries, keys, v, d scores -> d queries, and rows whose sum is d v; or d keys */
const scoresGradient: Op<GradientAttributes> = {
  name: 'additive-scores-gradient',

  outputs([queries, keys], { by }) {
    const [of] = by === 'query' ? [queries] : [keys];
    const gradient = { name: `${of.name}.gradient`, shape: of.shape };
    return by === 'query' ? [gradient, { name: 'v.rows', shape: of.shape }] : [gradient];
  },

  lower(node, { form }) {
    const [query, key, vector, gradient] = node.inputs;
    const [grad] = node.outputs;
    return [
      {
        label: `${grad.name} from ${gradient.name}`,
        kernel: {
          label: `ops/additive-scores.by_${node.attributes.by}`,
          file: node.attributes.by === 'query' ? queryFile : keyFile,
          entryPoint: `by_${node.attributes.by}`,
          libraries: [activations],
          constants: { ACCUMULATE: node.accumulate ? 1 : 0 },
          workgroup: elementwiseWorkgroup,
        },
        bindings: { query, key, vector, grad_score: gradient, grad, ...rowsOf(node) },
        uniforms: {
          batch_size: key.shape[1],
          target_steps: query.shape[0],
          source_steps: key.shape[0],
          columns4: quarter(key.shape[0]),
          features4: key.columns4,
        },
        grid: elementwiseGrid(form, grad.rows, grad.columns4),
      },
    ];
  },
};

/** What each query adds to the gradient of v, [T, B, H], once backward is recorded. */
export function vectorGradientRows({ nodes }: Graph, vector: Tensor): Tensor | undefined {
  const by = nodes.find(
    ({ op, inputs, outputs }) =>
      op === (scoresGradient as Op) && inputs[2] === vector && outputs.length > 1,
  );
  return by?.outputs[1];
}

function rowsOf({ outputs: [, rows] }: Node): Record<string, Tensor> {
  return rows ? { vector_rows: rows } : {};
}
