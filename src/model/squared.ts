/** Numbers as answers: ŷ = z, loss (ŷ − y)², its mean over all numbers that are wanted. */
import { squaredError } from '../ops/squared-error.ts';
import type { Objective } from './objective.ts';

export const squared: Objective = {
  id: 'squared',
  targetShape: ({ shape }) => [...shape],
  answers: 'value',
  record: (graph, logits, targets) => graph.record(squaredError, [logits, targets], {}),
};
