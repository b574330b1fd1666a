/** The gradient through time over one line: over its end, where it is longer than can be measured. */
import { loaded } from '../tasks/loaded.ts';
import type { View } from './view.ts';

export const gradient: View<'gradient'> = {
  interval: 400,
  timeShare: 0.12,

  async open(live, wish) {
    const { gradientFrames } = await loaded(() => import('./gradient-frames.ts'));
    return gradientFrames(live, wish);
  },
};
