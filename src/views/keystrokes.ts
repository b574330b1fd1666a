/** What the net's suggestions save one who writes the last held-out chapter, beside a bigram's. */
import { loaded } from '../tasks/loaded.ts';
import type { View } from './view.ts';

export const keystrokes: View<'keystrokes'> = {
  interval: 10_000,
  timeShare: 0.03,

  async open(live) {
    const { keystrokesFrames } = await loaded(() => import('./keystrokes-frames.ts'));
    return keystrokesFrames(live);
  },
};
