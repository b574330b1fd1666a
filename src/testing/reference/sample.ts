/** Choosing the next token from logits [V]: temperature, what is barred, top-k, top-p, rank, argmax, Gumbel-max. */
import { runForward } from './sequence-model.ts';
import type { Tensors } from './matrix.ts';
import { zeroStates } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';

export interface SamplingOptions {
  /** 0 always takes the likeliest. */
  temperature: number;
  /** 0 means all. */
  topK: number;
  /** 1 means all. */
  topP?: number;
  /** Ids that may not be drawn. */
  barred?: ReadonlySet<number>;
}

/** Token ids by falling logit; among equals the lower id first. */
function ranking(logits: ArrayLike<number>): number[] {
  return Array.from(logits, (_, id) => id).sort((a, b) => logits[b] - logits[a] || a - b);
}

/** The likeliest token; among equals the lowest id. */
export function argmax(logits: ArrayLike<number>): number {
  return ranking(logits)[0];
}

/** 1 = the likeliest; equal logits are ranked by id. */
export function rankOf(logits: ArrayLike<number>, token: number): number {
  return ranking(logits).indexOf(token) + 1;
}

/** The k likeliest, best first. 0 or more than V: all of them. */
export function topK(logits: ArrayLike<number>, k: number): number[] {
  return ranking(logits).slice(0, k > 0 ? k : undefined);
}

/** Weights e^{logits / temperature} of these ids, as shares of their sum. */
function shares(logits: ArrayLike<number>, ids: readonly number[], temperature: number): number[] {
  const largest = Math.max(...ids.map((id) => logits[id]));
  const weights = ids.map((id) => Math.exp((logits[id] - largest) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * What may be drawn, best first: of what is not barred the top-k, and of those the shortest beginning
 * whose share reaches top-p. `margin` is how far the nearest beginning's share is from top-p.
 */
export function drawable(
  logits: ArrayLike<number>,
  { temperature, topK: k, topP = 1, barred = new Set() }: SamplingOptions,
): { ids: number[]; margin: number } {
  const free = ranking(logits).filter((id) => !barred.has(id));
  const ids = free.slice(0, temperature === 0 ? 1 : k > 0 ? k : undefined);
  if (topP >= 1 || ids.length === 1) return { ids, margin: 1 };
  let sum = 0;
  const sums = shares(logits, ids, temperature).map((share) => (sum += share));
  const margin = Math.min(...sums.map((reached) => Math.abs(reached - topP)));
  return { ids: ids.slice(0, 1 + sums.findIndex((reached) => reached >= topP)), margin };
}

/** The share of softmax(logits / temperature) that is barred. */
export function cutShare(
  logits: ArrayLike<number>,
  { temperature, barred = new Set() }: SamplingOptions,
): number {
  const all = ranking(logits);
  return shares(logits, all, Math.max(temperature, 1e-6)).reduce(
    (sum, share, at) => sum + (barred.has(all[at]) ? share : 0),
    0,
  );
}

/** [V]: softmax(logits / temperature) over what may be drawn, 0 outside it. */
export function probabilities(logits: ArrayLike<number>, options: SamplingOptions): Float64Array {
  const result = new Float64Array(logits.length);
  const { ids } = drawable(logits, options);
  if (options.temperature === 0) result[ids[0]] = 1;
  else shares(logits, ids, options.temperature).forEach((share, at) => (result[ids[at]] = share));
  return result;
}

/**
 * Gumbel-max: the largest of logit / temperature − ln(−ln u) over the top-k set is a draw from
 * `probabilities`. `uniforms` [V], each in (0, 1), by token id.
 */
export function sampleGumbel(
  logits: ArrayLike<number>,
  uniforms: ArrayLike<number>,
  { temperature, topK: k }: SamplingOptions,
): number {
  if (temperature === 0) return argmax(logits);
  const scores = new Float64Array(logits.length).fill(-Infinity);
  for (const id of topK(logits, k)) {
    scores[id] = logits[id] / temperature - Math.log(-Math.log(uniforms[id]));
  }
  return argmax(scores);
}

export interface Decoded {
  tokens: number[];
  /** Likeliest logit − the next one, per token: how far each choice was from a tie. */
  margins: number[];
}

/** Reads the prompt (at least one token) from a zero state, then always takes the likeliest. */
export function decodeArgmax(
  model: ModelShape,
  parameters: Tensors,
  prompt: ArrayLike<number>,
  length: number,
): Decoded {
  const tokens: number[] = [];
  const margins: number[] = [];
  let states = zeroStates(model, 1);
  let input = Array.from(prompt);
  while (tokens.length < length) {
    const batch = { batchSize: 1, timeSteps: input.length, tokens: input, targets: input };
    const { logits, finalStates } = runForward(model, parameters, batch, states);
    const last = logits.subarray(logits.length - model.vocabSize);
    const [best, next] = ranking(last);
    tokens.push(best);
    margins.push(next === undefined ? Infinity : last[best] - last[next]);
    states = finalStates;
    input = [best];
  }
  return { tokens, margins };
}
