/** Which of two words that sound alike stood in a held-out sentence, as the net sees it. */
import { loaded } from '../tasks/loaded.ts';
import type { View } from './view.ts';

export const quiz: View<'quiz'> = {
  interval: 5000,
  timeShare: 0.03,

  async open(live) {
    const { quizFrames } = await loaded(() => import('./quiz-frames.ts'));
    return quizFrames(live);
  },
};
