/** A run of a file as what a net of a known architecture takes over. */
import { CheckpointError } from '../lib/errors.ts';
import type { StoredTensor } from '../lib/safetensors.ts';
import { assertShape, importWeights } from '../model/imported-weights.ts';
import type { Model } from '../model/model.ts';
import type { NamedValues } from '../model/parameters.ts';
import type { MomentOrder } from '../optimizers/optimizer.ts';
import { carriedBy } from '../training/carried-states.ts';
import type { Moment } from '../training/net.ts';
import type { Snapshot } from '../training/snapshots.ts';
import { type Checkpoint, put } from './checkpoint.ts';

/** What a net is at one point of its history. */
type PointValues = Pick<Snapshot, 'weights' | 'moments' | 'states'>;

export interface RunValues extends PointValues {
  /** The same after the step of the best validation, where they are there. */
  best: PointValues | undefined;
  /** What a rewind leads to, where that is not the weights of the seed. */
  initial: NamedValues[] | undefined;
  /** Tensors of the file that no net needs: counters, and those without values. */
  leftOut: string[];
}

interface NetLayout {
  model: Pick<Model, 'specs' | 'stacks' | 'carries'>;
  orders: readonly MomentOrder[];
  unrolling: { timeSteps: number; batchSize: number };
}

/**
 * The values for a net of this architecture; moments and states of a file of weights alone are empty.
 * States of a model that carries none are not looked at: pages once kept them all the same.
 * @throws CheckpointError when something is missing, of another shape, or one too many
 */
export function valuesFor(
  checkpoint: Checkpoint,
  model: NetLayout['model'],
  orders: NetLayout['orders'],
  unrolling: NetLayout['unrolling'],
): RunValues {
  const { record, others, history, initial } = checkpoint;
  if (!record) {
    const { weights, leftOut } = importWeights(model.specs, {
      tensors: checkpoint.weights,
      others,
    });
    return { weights, moments: [], states: [], best: undefined, initial: undefined, leftOut };
  }
  const layout = { model, orders, unrolling };
  const { leftOut, ...now } = pointValues(checkpoint, layout, others);
  return {
    ...now,
    best: history.best()?.step === record.step ? now : bestOf(checkpoint, layout),
    initial: initial.size > 0 ? exactly(initial, model.specs) : undefined,
    leftOut,
  };
}

function bestOf({ best, history }: Checkpoint, layout: NetLayout): PointValues | undefined {
  // without the validation nobody could say of which step they are
  if (best.size === 0 || !history.best()) return undefined;
  const point = { weights: new Map(), moments: new Map(), states: new Map() };
  for (const [name, tensor] of best) put(point, name, tensor);
  const { weights, moments, states } = pointValues(point, layout);
  return { weights, moments, states };
}

function pointValues(
  { weights, moments, states }: Pick<Checkpoint, 'weights' | 'moments' | 'states'>,
  { model, orders, unrolling }: NetLayout,
  others?: Checkpoint['others'],
): PointValues & { leftOut: string[] } {
  const imported = importWeights(model.specs, { tensors: weights, others });
  if (moments.size !== orders.length) {
    const values = { given: moments.size, needed: orders.length };
    throw new CheckpointError({ code: 'other moments', values });
  }
  const carried = carriedBy(model, unrolling);
  return {
    ...imported,
    moments: orders.map((order): Moment => ({
      order,
      values: exactly(moments.get(order) ?? new Map(), model.specs),
    })),
    states: carried
      ? exactly(
          states,
          carried.names.map((name) => ({ name, shape: carried.shape })),
        )
      : [],
  };
}

/** These tensors and no others. */
function exactly(
  tensors: ReadonlyMap<string, StoredTensor>,
  expected: readonly { name: string; shape: readonly number[] }[],
): NamedValues[] {
  if (tensors.size !== expected.length) {
    const values = { given: tensors.size, needed: expected.length };
    throw new CheckpointError({ code: 'other states', values });
  }
  return expected.map(({ name, shape }) => {
    const tensor = tensors.get(name);
    if (!tensor) throw new CheckpointError({ code: 'state missing', values: { name } });
    assertShape(name, tensor.shape, shape);
    return { name, shape, values: tensor.values };
  });
}
