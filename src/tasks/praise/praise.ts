/** Is it praise? Yes or no, of short reviews in which the order of the words often decides. */
import { labelledTask } from '../labelled/labelled-task.ts';

export const praise = labelledTask({
  info: {
    id: 'praise',
    name: 'Is it praise?',
    shows:
      'Train a recurrent net to tell praise from complaint, where “not bad” and “great, but …” turn words round.',
  },
  sources: [{ id: 'reviews', title: 'Made-up reviews: in half of them, word order decides' }],
  load: async () => (await import('./made-up-reviews.ts')).madeUpReviews,
});
