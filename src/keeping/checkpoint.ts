/**
 * A run as a file, and back. The file is a safetensors file: the weights under PyTorch's names, with
 * them `<name>.moment1` and `.moment2` (the optimizer's, of the first and second order), `states.<state>_l<layer>` [B, H] (carried
 * to the next step) and `curves.*`; of a run that began with weights from elsewhere also these, as
 * `initial.<name>`; the rest is a JSON record in its metadata. A file without that record is a file of
 * weights alone.
 */
import { pickRunSettings } from '../config/saved-settings.ts';
import { CheckpointError } from '../lib/errors.ts';
import { readSafetensors, type StoredTensor, writeSafetensors } from '../lib/safetensors.ts';
import { assertShape, exportWeights, importWeights } from '../model/imported-weights.ts';
import type { NamedValues } from '../model/parameters.ts';
import type { Model } from '../model/model.ts';
import type { MomentOrder } from '../optimizers/optimizer.ts';
import { carriedBy } from '../training/carried-states.ts';
import { History, isCurve } from '../training/history.ts';
import type { Moment } from '../training/net.ts';
import { readRecord, type RunRecord, writeRecord } from './record.ts';
import type { Snapshot } from '../training/snapshots.ts';

/** Name of the record among the metadata. */
const recordName = 'unrolled.run';
const momentPattern = /^(.+)\.moment([12])$/;
const statesPrefix = 'states.';
const initialPrefix = 'initial.';

/** What a file holds, checked for itself, not yet against a net. */
export interface Checkpoint {
  /** Null: a file of weights alone. */
  record: RunRecord | null;
  /** Kinds of the tensors that hold no floating-point numbers, by name. */
  others: Map<string, string>;
  history: History;
  weights: Map<string, StoredTensor>;
  /** Of each order, by the parameter's name. */
  moments: Map<MomentOrder, Map<string, StoredTensor>>;
  states: Map<string, StoredTensor>;
  /** What a rewind leads to, by the parameter's name; empty: the weights of the seed. */
  initial: Map<string, StoredTensor>;
}

/** What a net of a known architecture takes over. */
export interface RunValues {
  weights: NamedValues[];
  moments: Moment[];
  states: NamedValues[];
  /** What a rewind leads to, where that is not the weights of the seed. */
  initial: NamedValues[] | undefined;
  /** Tensors of the file that no net needs: counters, and those without values. */
  leftOut: string[];
}

/** @throws CheckpointError when a value is not finite or the run too large */
export function writeCheckpoint(
  record: Omit<RunRecord, 'step'>,
  history: History,
  { step, tuning, weights, moments, states }: Snapshot,
  initial: readonly NamedValues[] = [],
): Uint8Array<ArrayBuffer> {
  const tensors = exportWeights(weights);
  for (const { order, values: named } of moments) {
    for (const { name, shape, values } of named) {
      tensors.set(`${name}.moment${order}`, { shape, values });
    }
  }
  for (const { name, shape, values } of states) tensors.set(name, { shape, values });
  for (const { name, shape, values } of initial) {
    tensors.set(initialPrefix + name, { shape, values });
  }
  for (const [name, tensor] of history.toTensors(step)) tensors.set(name, tensor);
  const settings = pickRunSettings({ ...record.settings, ...tuning });
  const metadata = new Map([
    ['format', 'pt'],
    [recordName, writeRecord({ ...record, step }, settings)],
  ]);
  return writeSafetensors({ tensors, metadata });
}

/** @throws CheckpointError when the file is none, or not a run that this page can read */
export function readCheckpoint(file: Uint8Array<ArrayBuffer>): Checkpoint {
  const { tensors, others, metadata } = readSafetensors(file);
  const text = metadata.get(recordName);
  const checkpoint: Checkpoint = {
    record: text === undefined ? null : readRecord(text),
    others,
    history: new History(),
    weights: new Map(),
    moments: new Map(),
    states: new Map(),
    initial: new Map(),
  };
  const curves = new Map<string, StoredTensor>();
  for (const [name, tensor] of tensors) {
    const moment = momentPattern.exec(name);
    if (!checkpoint.record) checkpoint.weights.set(name, tensor);
    else if (moment) {
      const order = Number(moment[2]) as MomentOrder;
      const ofOrder = checkpoint.moments.get(order) ?? new Map<string, StoredTensor>();
      checkpoint.moments.set(order, ofOrder.set(moment[1], tensor));
    } else if (name.startsWith(statesPrefix)) checkpoint.states.set(name, tensor);
    else if (name.startsWith(initialPrefix)) {
      checkpoint.initial.set(name.slice(initialPrefix.length), tensor);
    } else if (isCurve(name)) curves.set(name, tensor);
    else checkpoint.weights.set(name, tensor);
  }
  const history = History.fromTensors(curves);
  if (!history || history.steps > (checkpoint.record?.step ?? 0)) {
    const values = { steps: history?.steps ?? 0 };
    throw new CheckpointError({ code: 'curves beyond the step', values });
  }
  return Object.assign(checkpoint, { history });
}

/**
 * The values for a net of this architecture; moments and states of a file of weights alone are empty.
 * States of a model that carries none are not looked at: pages once kept them all the same.
 * @throws CheckpointError when something is missing, of another shape, or one too many
 */
export function valuesFor(
  { record, others, weights, moments, states, initial }: Checkpoint,
  model: Pick<Model, 'specs' | 'stacks' | 'carries'>,
  orders: readonly MomentOrder[],
  unrolling: { timeSteps: number; batchSize: number },
): RunValues {
  const { weights: imported, leftOut } = importWeights(model.specs, { tensors: weights, others });
  if (!record) {
    return { weights: imported, moments: [], states: [], initial: undefined, leftOut };
  }
  if (moments.size !== orders.length) {
    const values = { given: moments.size, needed: orders.length };
    throw new CheckpointError({ code: 'other moments', values });
  }
  const carried = carriedBy(model, unrolling);
  return {
    weights: imported,
    moments: orders.map((order) => ({
      order,
      values: exactly(moments.get(order) ?? new Map(), model.specs),
    })),
    states: carried
      ? exactly(
          states,
          carried.names.map((name) => ({ name, shape: carried.shape })),
        )
      : [],
    initial: initial.size > 0 ? exactly(initial, model.specs) : undefined,
    leftOut,
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
