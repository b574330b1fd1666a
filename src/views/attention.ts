/** Where the net looks in a source of a person's own while it writes: its shares, step by step. */
import { SettingsError } from '../lib/errors.ts';
import type { AttentionFrame } from '../protocol/pairs.ts';
import type { TaskData } from '../tasks/task.ts';
import { TypedSource } from './typed-source.ts';
import type { View } from './view.ts';

const nothing = { source: [], written: [], weights: null, problem: null };

export const attention: View<'attention'> = {
  interval: 300,
  timeShare: 0.06,

  async open(live, wish) {
    const { net, data } = live;
    if (!data.pairs) return null;
    const still = { frame: (step: number) => ({ step, ...nothing }) };
    if (!net.shape.encoder?.hasAttention) return still;
    try {
      const typed = await TypedSource.create(live, data.pairs, wish);
      if ('unread' in typed) return still;
      return {
        next: async (step) => ({ step, ...(await lookOf(typed, data)) }),
        destroy: () => typed.destroy(),
      };
    } catch (error) {
      // for want of memory
      if (!(error instanceof SettingsError)) throw error;
      const { problem } = error;
      return { frame: (step) => ({ step, ...nothing, problem }) };
    }
  },
};

async function lookOf(
  typed: TypedSource,
  { targets }: TaskData,
): Promise<Omit<AttentionFrame, 'step'>> {
  const { best } = (await typed.run()) ?? {};
  if (!best) return nothing;
  const { labels: source } = typed;
  const { tokens, isCut, weights = [] } = best;
  const written = isCut ? tokens : [...tokens, targets.end as number];
  const flat = new Float32Array(weights.length * source.length);
  weights.forEach((shares, at) => flat.set(shares, at * source.length));
  return {
    ...{ source, written: written.map((id) => targets.label(id)) },
    ...{ weights: flat, problem: null },
  };
}
