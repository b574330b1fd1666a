/** The recurrent weights as a walk's kernels want them: as they are, or packed once for all time steps. */
import type { BackwardPhase, Phase } from '../cells/cell.ts';
import type { Dispatch, Target } from '../graph/op.ts';
import type { Tensor } from '../graph/tensor.ts';
import { packColumns, type PackedOperand, packRows } from '../ops/pack.ts';
import { recurrentColumns } from './gate-views.ts';
import type { WalkAttributes } from './stepwise-kernels.ts';
import type { LayerSizes } from './strategy.ts';

/** With few rows in all, a copy of the weights costs more than it saves. */
export function suitedTarget(
  target: Target,
  { timeSteps, batchSize }: Pick<LayerSizes, 'timeSteps' | 'batchSize'>,
): Target {
  const packs = target.form !== 'cpu' || timeSteps * batchSize >= 8;
  return packs ? target : { ...target, form: 'registers' };
}

/** @param before takes the launch that packs them */
export function forwardWeights(
  { cell, sizes, tensors: { weightHh } }: WalkAttributes,
  { gates: [first, count] }: Phase,
  target: Target,
  before: Dispatch[],
): Tensor {
  if (target.form !== 'cpu') return weightHh;
  const gates = recurrentColumns(weightHh, cell, first, count);
  return packed(packColumns(target, gates, sizes.directions), before);
}

/** @param before takes the launch that packs them */
export function backwardWeights(
  { cell, sizes, tensors: { weightHh } }: WalkAttributes,
  { receives: [first, count] }: BackwardPhase,
  target: Target,
  before: Dispatch[],
): Tensor {
  if (target.form !== 'cpu') return weightHh;
  const gates = recurrentColumns(weightHh, cell, first, count);
  return packed(packRows(target, gates, sizes.directions), before);
}

function packed({ tensor, dispatch }: PackedOperand, before: Dispatch[]): Tensor {
  before.push(dispatch);
  return tensor;
}
