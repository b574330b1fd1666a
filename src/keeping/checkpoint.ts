/**
 * A run as a file, and back. The file is a safetensors file: the weights under PyTorch's names, with
 * them `<name>.moment1` and `.moment2` (the optimizer's, of the first and second order), `states.<state>_l<layer>` [B, H] (carried
 * to the next step) and `curves.*`; of a run that began with weights from elsewhere also these, as
 * `initial.<name>`, and of one whose best validation is past its weights, moments and states of then, as
 * `best.<name>`; the rest is a JSON record in its metadata. A file without that record is a file of
 * weights alone.
 */
import { pickRunSettings } from '../config/saved-settings.ts';
import { CheckpointError } from '../lib/errors.ts';
import { readSafetensors, type StoredTensor, writeSafetensors } from '../lib/safetensors.ts';
import { exportWeights } from '../model/imported-weights.ts';
import type { NamedValues } from '../model/parameters.ts';
import type { MomentOrder } from '../optimizers/optimizer.ts';
import { History, isCurve } from '../training/history.ts';
import { readRecord, type RunRecord, writeRecord } from './record.ts';
import type { Snapshot } from '../training/snapshots.ts';

/** Name of the record among the metadata. */
const recordName = 'unrolled.run';
const momentPattern = /^(.+)\.moment([12])$/;
const statesPrefix = 'states.';
const initialPrefix = 'initial.';
const bestPrefix = 'best.';

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
  /** The same after the step of the best validation; empty: not there, or that of now. */
  best: Map<string, StoredTensor>;
  /** What a rewind leads to, by the parameter's name; empty: the weights of the seed. */
  initial: Map<string, StoredTensor>;
}

/** What is written besides the run as it is now. */
export interface Beside {
  /** As it was after its best validation. */
  best?: Snapshot;
  /** What it started with instead of the weights of the seed. */
  initial?: readonly NamedValues[];
}

/** @throws CheckpointError when a value is not finite or the run too large */
export function writeCheckpoint(
  record: Omit<RunRecord, 'step'>,
  history: History,
  snapshot: Snapshot,
  { best, initial = [] }: Beside = {},
): Uint8Array<ArrayBuffer> {
  const { step, tuning } = snapshot;
  const tensors = tensorsOf(snapshot);
  for (const { name, shape, values } of initial) {
    tensors.set(initialPrefix + name, { shape, values });
  }
  // what is best now is there already
  if (best && best.step < step && best.step === history.best(step)?.step) {
    for (const [name, tensor] of tensorsOf(best)) tensors.set(bestPrefix + name, tensor);
  }
  for (const [name, tensor] of history.toTensors(step)) tensors.set(name, tensor);
  const settings = pickRunSettings({ ...record.settings, ...tuning });
  const metadata = new Map([
    ['format', 'pt'],
    [recordName, writeRecord({ ...record, step }, settings)],
  ]);
  return writeSafetensors({ tensors, metadata });
}

function tensorsOf({ weights, moments, states }: Snapshot): Map<string, StoredTensor> {
  const tensors = exportWeights(weights);
  for (const { order, values: named } of moments) {
    for (const { name, shape, values } of named) {
      tensors.set(`${name}.moment${order}`, { shape, values });
    }
  }
  for (const { name, shape, values } of states) tensors.set(name, { shape, values });
  return tensors;
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
    best: new Map(),
    initial: new Map(),
  };
  const curves = new Map<string, StoredTensor>();
  for (const [name, tensor] of tensors) {
    if (!checkpoint.record) checkpoint.weights.set(name, tensor);
    else if (name.startsWith(bestPrefix)) {
      checkpoint.best.set(name.slice(bestPrefix.length), tensor);
    } else if (name.startsWith(initialPrefix)) {
      checkpoint.initial.set(name.slice(initialPrefix.length), tensor);
    } else if (isCurve(name)) curves.set(name, tensor);
    else put(checkpoint, name, tensor);
  }
  const history = History.fromTensors(curves);
  if (!history || history.steps > (checkpoint.record?.step ?? 0)) {
    const values = { steps: history?.steps ?? 0 };
    throw new CheckpointError({ code: 'curves beyond the step', values });
  }
  return Object.assign(checkpoint, { history });
}

/** Among those that a run is at one point of its history. */
export function put(
  { weights, moments, states }: Pick<Checkpoint, 'weights' | 'moments' | 'states'>,
  name: string,
  tensor: StoredTensor,
): void {
  const moment = momentPattern.exec(name);
  if (moment) {
    const order = Number(moment[2]) as MomentOrder;
    const ofOrder = moments.get(order) ?? new Map<string, StoredTensor>();
    moments.set(order, ofOrder.set(moment[1], tensor));
  } else if (name.startsWith(statesPrefix)) states.set(name, tensor);
  else weights.set(name, tensor);
}
