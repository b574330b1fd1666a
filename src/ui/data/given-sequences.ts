/** Sequences as rows of what is read over what is wanted, made of what the worker shows. */
import type { ShownBatch, ShownExample, ShownToken } from '../../protocol/data-frame.ts';

export interface GivenStep {
  /** Null where nothing is read: x⟨t⟩ = 0⃗. */
  input: ShownToken | null;
  /** Null where nothing is wanted. */
  target: ShownToken | null;
  /** Behind the end of the sequence. */
  isPadding: boolean;
}

export interface GivenSequence {
  /** Of the example, from 0. */
  index: number;
  steps: readonly GivenStep[];
}

export function sequenceOf({ index, inputs, targets }: ShownExample): GivenSequence {
  const last = inputs.length - 1;
  // one answer for all is given behind the last
  const targetAt = (at: number) =>
    targets.length === inputs.length ? targets[at] : at === last ? targets[0] : null;
  const steps = inputs.map((input, at) => ({ input, target: targetAt(at), isPadding: false }));
  return { index, steps };
}

/** Those at the places `from` … `to` − 1 of the batch. */
export function sequencesIn(batch: ShownBatch, from: number, to: number): GivenSequence[] {
  const { timeSteps, batchSize, tokens, targets, lengths, examples } = batch;
  const byId = (labels: readonly ShownToken[]) => new Map(labels.map((one) => [one.id, one]));
  const inputOf = byId(batch.inputLabels);
  const targetOf = byId(batch.targetLabels);
  const isOnce = targets.length < tokens.length;
  const stepAt = (time: number, place: number): GivenStep => {
    const entry = time * batchSize + place;
    const isLast = time === (lengths?.[place] ?? timeSteps) - 1;
    // one answer for all is given behind the last
    const target = isOnce ? (isLast ? targets[place] : null) : targets[entry];
    const input = inputOf.get(tokens[entry]) ?? null;
    const wanted = (target !== null && targetOf.get(target)) || null;
    const isPadding = lengths ? time >= lengths[place] : !input && !wanted;
    return { input, target: wanted, isPadding };
  };
  const count = Math.max(0, Math.min(to, batchSize) - from);
  return Array.from({ length: count }, (_, at) => ({
    index: examples[from + at],
    steps: Array.from({ length: timeSteps }, (_, time) => stepAt(time, from + at)),
  }));
}

/** Of all time steps of a batch, the share that belongs to no sequence. */
export function paddingOf(batch: ShownBatch): number {
  const { timeSteps, batchSize, lengths } = batch;
  if (!lengths) {
    const steps = sequencesIn(batch, 0, batchSize).flatMap((sequence) => sequence.steps);
    return steps.filter(({ isPadding }) => isPadding).length / steps.length;
  }
  const real = lengths.reduce((sum, length) => sum + length, 0);
  return 1 - real / (timeSteps * batchSize);
}

/** T_x: time steps up to the last one at which something is read, and the first where nothing is yet. */
export function inputLength({ steps }: GivenSequence): number {
  return steps.findLastIndex(({ input }) => input !== null) + 1;
}

/** T_y: how many answers are wanted. */
export function targetLength({ steps }: GivenSequence): number {
  return steps.filter(({ target }) => target !== null).length;
}
