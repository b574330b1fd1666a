/** Is it praise? Yes or no, of short reviews in which the order of the words often decides. */
import { reviews } from '../../data/generators/reviews.ts';
import { bagOfWords } from '../../data/rivals/bag-of-words.ts';
import { labelledTable } from '../../data/rows/labelled.ts';
import { labelledTask } from '../labelled/labelled-task.ts';

const reviewCount = 5000;
const generatorSeed = 1;

export const praise = labelledTask({
  info: {
    id: 'praise',
    name: 'Is it praise?',
    shows:
      'Train a recurrent net to tell praise from complaint, where “not bad” and “great, but …” turn words round.',
  },
  sources: [{ id: 'reviews', title: 'Made-up reviews: in half of them, word order decides' }],
  read: () =>
    Promise.resolve(
      labelledTable(
        reviews(reviewCount, generatorSeed).map(({ text, isPraise }) => {
          return { label: isPraise ? 'yes' : 'no', text };
        }),
      ),
    ),
  rival: bagOfWords,
});
