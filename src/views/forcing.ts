/** The same prefix gone on with by the truth, and by what the net draws. */
import { loaded } from '../tasks/loaded.ts';
import type { View } from './view.ts';

export const forcing: View<'forcing'> = {
  interval: 1000,
  timeShare: 0.05,

  async open(live, wish) {
    const { forcingFrames } = await loaded(() => import('./forcing-frames.ts'));
    return forcingFrames(live, wish);
  },
};
