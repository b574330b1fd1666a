/** What the net writes for held-out sources, greedily, wrong answers first. */
import type { PairsFrame } from '../protocol/pairs.ts';
import { loaded } from '../tasks/loaded.ts';
import { orProblem } from './or-problem.ts';
import type { View } from './view.ts';

export const pairs: View<'pairs'> = {
  interval: 500,
  timeShare: 0.06,

  async open(live) {
    const { pairs: given } = live.data;
    if (!given) return null;
    const total = given.counts.heldOut;
    const nothing = { counted: 0, total, examples: [] };
    if (total === 0) return { frame: (step) => ({ step, ...nothing, problem: null }) };
    const heldOut = await orProblem(async () => {
      const { HeldOutPairs } = await loaded(() => import('./held-out-pairs.ts'));
      return HeldOutPairs.create(live, given);
    });
    if ('problem' in heldOut) {
      const { problem } = heldOut;
      return { frame: (step) => ({ step, ...nothing, problem }) };
    }
    return {
      async next(step): Promise<PairsFrame> {
        const answered = (await heldOut.run()) ?? [];
        const examples = answered.sort((a, b) => Number(a.isRight) - Number(b.isRight));
        return { step, counted: examples.length, total, examples, problem: null };
      },
      destroy: () => heldOut.destroy(),
    };
  },
};
