/** What the net writes for a source of a person's own. */
import type { WrittenFrame } from '../protocol/pairs.ts';
import { loaded } from '../tasks/loaded.ts';
import { orProblem } from './or-problem.ts';
import type { View } from './view.ts';

export const written: View<'written'> = {
  interval: 300,
  timeShare: 0.04,

  async open(live, wish) {
    const { pairs } = live.data;
    if (!pairs) return null;
    const typed = await orProblem(async () => {
      const { TypedSource } = await loaded(() => import('./typed-source.ts'));
      return TypedSource.create(live, pairs, wish);
    });
    if ('problem' in typed) {
      const { problem } = typed;
      return { frame: (step) => ({ step, line: null, problem }) };
    }
    if ('unread' in typed) {
      const { unread: line } = typed;
      return { frame: (step) => ({ step, line, problem: null }) };
    }
    return {
      async next(step): Promise<WrittenFrame> {
        return { step, line: (await typed.run())?.line ?? null, problem: null };
      },
      destroy: () => typed.destroy(),
    };
  },
};
