/** A line as the tokens that the net reads, and the weights that one of them selects. */
import { loaded } from '../tasks/loaded.ts';
import type { View } from './view.ts';

export const tokenLine: View<'token-line'> = {
  interval: 500,
  timeShare: 0.02,

  async open(live, wish) {
    const { tokenLineFrames } = await loaded(() => import('./token-line-frames.ts'));
    return tokenLineFrames(live, wish);
  },
};
