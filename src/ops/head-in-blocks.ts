/**
 * W x + b, the loss of each row and all gradients, some rows at a time: where a vocabulary is so large
 * that the logits of all rows together would take too much memory. They are never there as a whole,
 * so the gradients are made on the way forward.
 */
import type { Node, Op, Target } from '../graph/op.ts';
import { rowsView, type Tensor } from '../graph/tensor.ts';
import { biasGradient } from './bias.ts';
import { matmul } from './matmul.ts';
import { pointwise } from './pointwise.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';

export interface HeadInBlocksAttributes {
  /** Rows at a time. */
  rows: number;
  /** Where the gradients of weight and bias are written; absent: only losses are. */
  gradients?: { weight: Tensor; bias: Tensor };
}

/** x [.., H], weight [H, V], bias [V], targets [..] -> losses [..], and the gradient of x */
export const headInBlocks: Op<HeadInBlocksAttributes> = {
  name: 'head-in-blocks',

  outputs([x], { gradients }) {
    const losses = { name: 'losses', shape: [x.rows] };
    if (!gradients) return [losses];
    const { weight, bias } = gradients;
    return [losses, { name: `${x.name}.gradient`, shape: x.shape }, weight, bias];
  },

  backward({ inputs: [x], outputs: [, gradient] }, tape) {
    if (tape.pass(x, gradient)) return;
    tape.contribute(x, (into, accumulate) =>
      tape.graph.record(pointwise, [gradient], { kind: 'copy' }, { into, accumulate }),
    );
  },

  lower(node, target) {
    const { transient } = target;
    if (!transient) throw new Error('ops/head-in-blocks: nobody gives room for a block');
    const { inputs, attributes } = node;
    const [x, weight] = inputs;
    const block = transient('logits', [Math.min(attributes.rows, x.rows), weight.columns]);
    const firsts = Array.from(
      { length: Math.ceil(x.rows / attributes.rows) },
      (_, at) => at * attributes.rows,
    );
    return firsts.flatMap((first) => lowerBlock(node, target, block, first));
  },
};

function lowerBlock(
  { inputs, outputs, attributes }: Node<HeadInBlocksAttributes>,
  target: Target,
  block: Tensor,
  first: number,
) {
  const [x, weight, bias, targets] = inputs;
  const [losses, gradient, weightGradient, biasesGradient] = outputs;
  const count = Math.min(attributes.rows, x.rows - first);
  const rowsOf = (tensor: Tensor, from: number) => rowsView(tensor, from, [count, tensor.columns]);
  const [own, logits] = [rowsOf(x, first), rowsOf(block, 0)];
  const product = (transposed: 'none' | 'left' | 'right', given: Tensor[], into: Tensor) =>
    matmul.lower(
      {
        ...{ op: matmul, inputs: given, outputs: [into], attributes: { transposed } },
        // the weights' gradient is the sum over all blocks
        accumulate: transposed === 'left' && first > 0,
      },
      target,
    );
  const forward = [
    ...product('none', [own, weight, bias], logits),
    ...softmaxCrossEntropy.lower(
      {
        ...{ op: softmaxCrossEntropy, inputs: [logits, targets], outputs: [losses] },
        ...{ attributes: { firstRow: first }, accumulate: false },
      },
      target,
    ),
  ];
  if (!attributes.gradients) return forward;
  return [
    ...forward,
    ...product('right', [logits, weight], rowsOf(gradient, first)),
    ...product('left', [own, logits], weightGradient),
    ...biasGradient.lower(
      {
        ...{ op: biasGradient, inputs: [logits], outputs: [biasesGradient], attributes: {} },
        accumulate: first > 0,
      },
      target,
    ),
  ];
}
