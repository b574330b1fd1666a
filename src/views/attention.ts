/** Where the net looks in a source of a person's own while it writes: its shares, step by step. */
import type { AttentionFrame } from '../protocol/pairs.ts';
import { loaded } from '../tasks/loaded.ts';
import type { TaskData } from '../tasks/task.ts';
import { orProblem } from './or-problem.ts';
import type { TypedSource } from './typed-source.ts';
import type { View } from './view.ts';

const nothing = { source: [], written: [], weights: null, problem: null };

export const attention: View<'attention'> = {
  interval: 300,
  timeShare: 0.06,

  async open(live, wish) {
    const { net, data } = live;
    const { pairs } = data;
    if (!pairs) return null;
    const still = { frame: (step: number) => ({ step, ...nothing }) };
    if (!net.shape.encoder?.hasAttention) return still;
    const typed = await orProblem(async () => {
      const { TypedSource } = await loaded(() => import('./typed-source.ts'));
      return TypedSource.create(live, pairs, wish);
    });
    if ('problem' in typed) {
      const { problem } = typed;
      return { frame: (step) => ({ step, ...nothing, problem }) };
    }
    if ('unread' in typed) return still;
    return {
      next: async (step) => ({ step, ...(await lookOf(typed, data)) }),
      destroy: () => typed.destroy(),
    };
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
