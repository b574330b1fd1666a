/**
 * The data as the net is given them: an example as its sequence of inputs and targets, and the batch
 * of the next training step, word for word as it is handed to the kernels. Nothing is measured.
 */
import { type Sequence, stepWords } from '../data/sequences.ts';
import type { TokenSet } from '../data/tokens/token-set.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';
import type { DataWish, ShownBatch, ShownExample, ShownToken } from '../protocol/data-frame.ts';
import type { Dataset, TaskData } from '../tasks/task.ts';
import type { LiveNet, View } from './view.ts';

export const data: View<'data'> = {
  interval: 1000,
  timeShare: 0.02,

  open(live, wish) {
    const { training } = live;
    if (!training) return Promise.resolve(null);
    const dataset = live.data.dataset(training.unrolling);
    const { counts, split } = dataset;
    const example = shownExample(live.data, dataset, wish);
    return Promise.resolve({
      next: (step) =>
        Promise.resolve({ step, counts, split, example, batch: batchOf(live, training, step) }),
      destroy: () => undefined,
    });
  },
};

/** Null where the part has none; beyond the last one, that one. */
export function exampleOf(
  dataset: Dataset,
  { part, index: wanted }: DataWish,
): { index: number; sequence: Sequence } | null {
  const count = dataset.counts[part];
  if (count === 0) return null;
  const index = Math.max(0, Math.min(count - 1, Math.floor(wanted) || 0));
  return { index, sequence: dataset.at(part, index) };
}

function shownExample(
  { inputs, targets }: TaskData,
  dataset: Dataset,
  wish: DataWish,
): ShownExample | null {
  const found = exampleOf(dataset, wish);
  if (!found) return null;
  const { index, sequence } = found;
  const shown = (set: TokenSet, nothing: number) => (id: number) =>
    id === nothing ? null : { id, label: set.label(id) };
  return {
    ...{ part: wish.part, index },
    inputs: Array.from(stepWords(sequence), shown(inputs, noToken)),
    targets: Array.from(sequence.targets, shown(targets, maskedTarget)),
  };
}

/** The weights are those after `step` steps: the batch of number `step` comes next. */
function batchOf(
  { data, net }: LiveNet,
  { batches, unrolling }: NonNullable<LiveNet['training']>,
  step: number,
): ShownBatch {
  const { timeSteps, batchSize, hasLengths = false } = unrolling;
  const { outputSize = 0, summary, features: { size: features } = { size: 1 } } = net.shape;
  const width = net.objective.id === 'softmax' ? 1 : outputSize;
  const words = new Uint32Array(timeSteps * batchSize * features);
  const targets = new Uint32Array((summary ? 1 : timeSteps) * batchSize * width);
  const lengths = hasLengths ? new Uint32Array(batchSize) : null;
  batches.fill(step, { tokens: words, targets, ...(lengths && { lengths }) });
  const tokens = Uint32Array.from(stepWords({ inputs: words, features }));
  const starts = new Uint32Array(batchSize);
  batches.starts(step, starts);
  return {
    ...{ step, timeSteps, batchSize, tokens, targets, lengths, starts },
    examples: Uint32Array.from({ length: batchSize }, (_, place) => batches.rowAt(step, place)),
    inputLabels: labelsOf(tokens, data.inputs, noToken),
    targetLabels: labelsOf(targets, data.targets, maskedTarget),
  };
}

function labelsOf(ids: Uint32Array, set: TokenSet, nothing: number): ShownToken[] {
  const there = new Set(ids);
  there.delete(nothing);
  return Array.from(there, (id) => ({ id, label: set.label(id) }));
}
