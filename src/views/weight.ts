/** The gradient of one weight over a line, and the slope that is measured by nudging it. */
import { loaded } from '../tasks/loaded.ts';
import type { View } from './view.ts';

export const weight: View<'weight'> = {
  interval: 500,
  // what is measured is the first of five runs, and the longest one
  timeShare: 0.05,

  async open(live, wish) {
    const { weightFrames } = await loaded(() => import('./weight-frames.ts'));
    return weightFrames(live, wish);
  },
};
