/** W times features that lie in several tensors, as if they stood side by side in one. */
import type { Graph } from '../graph/graph.ts';
import { rowsView, type Tensor } from '../graph/tensor.ts';
import { matmul } from '../ops/matmul.ts';
import { pointwise } from '../ops/pointwise.ts';

/** [.., F₁], [.., F₂], … and W [F₁ + F₂ + …, N] -> [.., N] */
export function sumOfProducts(
  graph: Graph,
  parts: readonly Tensor[],
  weight: Tensor,
  name?: string,
): Tensor {
  const attributes = { transposed: 'none' } as const;
  if (parts.length === 1) return graph.record(matmul, [parts[0], weight], attributes, { name });
  let row = 0;
  const products = parts.map((part) => {
    const own = rowsView(weight, row, [part.columns, weight.columns]);
    row += part.columns;
    return graph.record(matmul, [part, own], attributes);
  });
  return products.reduce((sum, product, at) => {
    const isLast = at === products.length - 1;
    return graph.record(pointwise, [sum, product], { kind: 'add' }, isLast ? { name } : {});
  });
}
