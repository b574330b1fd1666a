/**
 * The data as the net is given them: an example as its sequence of inputs and targets, and the batch
 * of the next training step, word for word as it is handed to the kernels, except that several numbers
 * are shown as one token. Nothing is measured.
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
  const wide = widthsOf(sequence);
  return {
    ...{ part: wish.part, index },
    inputs: inputs.vectorLabel
      ? vectors(sequence.inputs, wide.inputs, inputs, noToken).shown
      : Array.from(stepWords(sequence), shown(inputs, noToken)),
    targets: targets.vectorLabel
      ? vectors(sequence.targets, wide.targets, targets, maskedTarget).shown
      : Array.from(sequence.targets, shown(targets, maskedTarget)),
  };
}

/** Words of a time step. */
function widthsOf({ inputs, targets, features = 1 }: Sequence) {
  return { inputs: features, targets: targets.length / (inputs.length / features) };
}

/**
 * Several numbers at each time step as one token: that of its first number where there is one alone,
 * else the place at which the same numbers stand first.
 */
function vectors(words: ArrayLike<number>, width: number, set: TokenSet, nothing: number) {
  const known = new Map<string, ShownToken>();
  const shown = Array.from({ length: words.length / width }, (_, time): ShownToken | null => {
    const own = Array.from({ length: width }, (__, at) => words[time * width + at]);
    if (own[0] === nothing) return null;
    const key = own.join();
    const one = known.get(key) ?? {
      id: width === 1 ? own[0] : time,
      label: set.vectorLabel?.(own) ?? '',
      numbers: own,
    };
    known.set(key, one);
    return one;
  });
  return { shown, all: [...known.values()] };
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
  const shownWords = (all: Uint32Array, wide: number, set: TokenSet, nothing: number) => {
    if (!set.vectorLabel) {
      const ids = Uint32Array.from(stepWords({ inputs: all, features: wide }));
      return { ids, labels: labelsOf(ids, set, nothing) };
    }
    const { shown, all: labels } = vectors(all, wide, set, nothing);
    return { ids: Uint32Array.from(shown, (one) => one?.id ?? nothing), labels };
  };
  const read = shownWords(words, features, data.inputs, noToken);
  const wanted = shownWords(targets, width, data.targets, maskedTarget);
  const starts = new Uint32Array(batchSize);
  batches.starts(step, starts);
  return {
    ...{ step, timeSteps, batchSize, lengths, starts },
    ...{ tokens: read.ids, targets: wanted.ids },
    examples: Uint32Array.from({ length: batchSize }, (_, place) => batches.rowAt(step, place)),
    inputLabels: read.labels,
    targetLabels: wanted.labels,
  };
}

function labelsOf(ids: Uint32Array, set: TokenSet, nothing: number): ShownToken[] {
  const there = new Set(ids);
  there.delete(nothing);
  return Array.from(there, (id) => ({ id, label: set.label(id) }));
}
