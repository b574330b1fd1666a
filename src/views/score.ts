/** How likely sentences of a person's own are, and what else might have stood at one of their places. */
import { loaded } from '../tasks/loaded.ts';
import type { View } from './view.ts';

export const score: View<'score'> = {
  interval: 500,
  timeShare: 0.05,

  async open(live, wish) {
    const { scoreFrames } = await loaded(() => import('./score-frames.ts'));
    return scoreFrames(live, wish);
  },
};
