/** Where the net looks in a source of a person's own while it writes: its shares, step by step. */
import type { AttentionFrame } from '../protocol/pairs.ts';
import { TypedSource } from './typed-source.ts';
import type { View } from './view.ts';

export const attention: View<'attention'> = {
  interval: 300,
  timeShare: 0.06,

  async open(live, wish) {
    const { net, data } = live;
    if (!data.pairs) return null;
    const hasAttention = net.shape.encoder?.hasAttention ?? false;
    const typed = hasAttention ? await TypedSource.create(live, data.pairs, wish) : undefined;
    const nothing = { source: [], written: [], weights: null };
    if (!typed) return { frame: (step) => ({ step, ...nothing }) };
    const { labels: source } = typed;
    return {
      async next(step): Promise<AttentionFrame> {
        const answer = await typed.run();
        if (!answer) return { step, ...nothing };
        const { tokens, isCut, weights = [] } = answer.best;
        const { targets } = data;
        const written = isCut ? tokens : [...tokens, targets.end as number];
        const flat = new Float32Array(weights.length * source.length);
        weights.forEach((shares, at) => flat.set(shares, at * source.length));
        return { step, source, written: written.map((id) => targets.label(id)), weights: flat };
      },
      destroy: () => typed.destroy(),
    };
  },
};
