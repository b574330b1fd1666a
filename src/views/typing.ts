/** How a text that a person is writing may go on. */
import { loaded } from '../tasks/loaded.ts';
import type { View } from './view.ts';

export const typing: View<'typing'> = {
  interval: 500,
  timeShare: 0.1,
  isWaitedFor: true,

  async open(live, wish) {
    const { typingFrames } = await loaded(() => import('./typing-frames.ts'));
    return typingFrames(live, wish);
  },
};
