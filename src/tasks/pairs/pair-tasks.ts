/** Every task that writes one text for another, its pairs made by rules. */
import { additions } from '../../data/generators/additions.ts';
import { datePhrasings } from '../../data/generators/date-phrasings.ts';
import { numberWords } from '../../data/generators/number-words.ts';
import { reversedWords } from '../../data/generators/reversed-words.ts';
import { pairTask } from './pair-task.ts';

export const pairTasks = [
  pairTask({
    info: {
      id: 'reverse',
      name: 'Write it backwards',
      shows:
        'Train an encoder and a decoder to write words from their end. Without attention all of a word has to go through one vector.',
    },
    title: 'Made-up words of up to twelve letters',
    pairs: reversedWords,
  }),
  pairTask({
    info: {
      id: 'addition',
      name: 'Add two numbers',
      shows: 'Train an encoder and a decoder to add numbers, character by character.',
    },
    title: 'All sums of two numbers of two digits',
    pairs: additions,
  }),
  pairTask({
    info: {
      id: 'dates',
      name: 'Dates as YYYY-MM-DD',
      shows:
        'Train an encoder and a decoder to write dates in one form, and see where it looks for day, month and year.',
    },
    title: 'Dates from 1950 to 2049 in 126 phrasings',
    pairs: datePhrasings,
  }),
  pairTask({
    info: {
      id: 'numbers',
      name: 'Numbers in words',
      shows: 'Train an encoder and a decoder to write numbers in English words.',
    },
    title: 'The numbers from 1 to 9999',
    pairs: numberWords,
  }),
];
