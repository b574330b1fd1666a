/** What a net expects at each time step of a line, from its logits. */
import { padded } from '../graph/tensor.ts';
import type { Objective } from '../model/objective.ts';
import { maskedTarget } from '../ops/masked-target.ts';

export interface Prediction {
  /** The likeliest token. */
  token: number;
  probability: number;
  /** Of the token that is wanted; null where none is known. */
  targetProbability: number | null;
  /** Of every label, where they are asked for. */
  odds?: Float64Array;
}

/**
 * @param logits [T, C], rows padded to whole vec4
 * @param classes C; yes or no (1 or 0) of one output with a sigmoid
 * @param targets [T], or `maskedTarget`
 * @param hasOdds those of all labels are wanted
 */
export function predictions(
  logits: Float32Array,
  { id }: Pick<Objective, 'id'>,
  classes: number,
  targets: ArrayLike<number>,
  hasOdds = false,
): Prediction[] {
  const outputs = id === 'sigmoid' ? 1 : classes;
  const width = padded(outputs);
  return Array.from({ length: targets.length }, (_, time) => {
    const given = logits.subarray(time * width, time * width + outputs);
    // σ(z) is the softmax over 0 and z
    const row = id === 'sigmoid' ? Float32Array.of(0, given[0]) : given;
    let token = 0;
    for (let at = 1; at < row.length; at++) if (row[at] > row[token]) token = at;
    let sum = 0;
    for (const logit of row) sum += Math.exp(logit - row[token]);
    const target = targets[time] === maskedTarget ? null : targets[time];
    return {
      token,
      probability: 1 / sum,
      targetProbability: target === null ? null : Math.exp(row[target] - row[token]) / sum,
      ...(hasOdds && {
        odds: Float64Array.from(row, (logit) => Math.exp(logit - row[token]) / sum),
      }),
    };
  });
}
