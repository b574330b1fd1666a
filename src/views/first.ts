/** What the net expects a line to begin with, beside what the lines of the data begin with. */
import { maskedTarget } from '../ops/masked-target.ts';
import { Inspector } from '../training/inspector.ts';
import type { View } from './view.ts';

/** Tokens that are listed. */
const listed = 12;

export const first: View<'first'> = {
  interval: 500,
  timeShare: 0.03,

  async open({ net, data }) {
    const { sequences, targets } = data;
    if (!sequences) return null;
    const tokens = sequences.begin([]);
    const nothing = new Uint32Array(tokens.length).fill(maskedTarget);
    const inspector = await Inspector.create(net, [{ tokens, targets: nothing }], {
      name: 'first',
      hasLogits: true,
    });
    return {
      async next(step) {
        const [{ logits }] = await inspector.run([0]);
        const odds = softmaxOf((logits as Float32Array).subarray(0, targets.size));
        const likeliest = Array.from(odds.keys())
          .sort((a, b) => odds[b] - odds[a] || a - b)
          .slice(0, listed);
        return {
          step,
          tokens: likeliest.map((token) => ({
            symbol: targets.label(token),
            probability: odds[token],
            share: sequences.firsts[token],
          })),
        };
      },
      destroy: () => inspector.destroy(),
    };
  },
};

function softmaxOf(logits: Float32Array): Float64Array {
  const largest = logits.reduce((most, logit) => Math.max(most, logit));
  const weights = Float64Array.from(logits, (logit) => Math.exp(logit - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
