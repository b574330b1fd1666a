/** What a net expects after each token of a line, from its logits. */
import { padded } from '../graph/tensor.ts';

export interface Prediction {
  /** The likeliest token. */
  token: number;
  probability: number;
  /** Of the token that does come next; null after the last one. */
  targetProbability: number | null;
}

/** @param logits [T, V], rows padded to whole vec4 */
export function predictions(
  logits: Float32Array,
  vocabSize: number,
  tokens: ArrayLike<number>,
): Prediction[] {
  const width = padded(vocabSize);
  return Array.from({ length: tokens.length }, (_, time) => {
    const row = logits.subarray(time * width, time * width + vocabSize);
    let token = 0;
    for (let at = 1; at < vocabSize; at++) if (row[at] > row[token]) token = at;
    let sum = 0;
    for (const logit of row) sum += Math.exp(logit - row[token]);
    const target = time + 1 < tokens.length ? tokens[time + 1] : null;
    return {
      token,
      probability: 1 / sum,
      targetProbability: target === null ? null : Math.exp(row[target] - row[token]) / sum,
    };
  });
}
