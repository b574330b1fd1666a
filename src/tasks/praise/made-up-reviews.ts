/** The built-in reviews, which a bag of words is trained on too. */
import { reviews } from '../../data/generators/reviews.ts';
import { bagOfWords } from '../../data/rivals/bag-of-words.ts';
import { labelledTable } from '../../data/rows/labelled.ts';
import type { BuiltInTexts } from '../labelled/labelled-task.ts';

const reviewCount = 5000;
const generatorSeed = 1;

export const madeUpReviews: BuiltInTexts = {
  read: () => {
    const rows = reviews(reviewCount, generatorSeed).map(({ text, isPraise }) => {
      return { label: isPraise ? 'yes' : 'no', text };
    });
    return Promise.resolve(labelledTable(rows));
  },
  rival: bagOfWords,
};
