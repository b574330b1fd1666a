/** Choosing the next token from logits [V]: temperature, top-k, rank, argmax, Gumbel-max. */
import { runForward } from './sequence-model.ts';
import type { Tensors } from './matrix.ts';
import { zeroStates } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';

export interface SamplingOptions {
  /** 0 always takes the likeliest. */
  temperature: number;
  /** 0 means all. */
  topK: number;
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

/** [V]: softmax(logits / temperature) over the top-k set, 0 outside it. */
export function probabilities(
  logits: ArrayLike<number>,
  { temperature, topK: k }: SamplingOptions,
): Float64Array {
  const result = new Float64Array(logits.length);
  const kept = topK(logits, temperature === 0 ? 1 : k);
  if (temperature === 0) {
    result[kept[0]] = 1;
    return result;
  }
  const largest = logits[kept[0]];
  let total = 0;
  for (const id of kept) total += result[id] = Math.exp((logits[id] - largest) / temperature);
  return result.map((weight) => weight / total);
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
