/** Every task that writes one text for another. */
import { characterErrorInfo, phoneErrorInfo } from '../../data/scores/error-rate.ts';
import { type BuiltInPairs, pairTask } from './pair-task.ts';

const served = async (): Promise<BuiltInPairs> => ({
  served: (await import('../../data/pair-tables.ts')).fetchPairTable,
});

export const pairTasks = [
  pairTask({
    info: {
      id: 'reverse',
      name: 'Write it backwards',
      shows:
        'Train an encoder and a decoder to write words from their end. Without attention all of a word has to go through one vector.',
    },
    sources: [{ id: 'reverse', title: 'Made-up words of up to twelve letters' }],
    load: async () => ({
      made: (await import('../../data/generators/reversed-words.ts')).reversedWords,
    }),
  }),
  pairTask({
    info: {
      id: 'addition',
      name: 'Add two numbers',
      shows: 'Train an encoder and a decoder to add numbers, character by character.',
    },
    sources: [{ id: 'addition', title: 'All sums of two numbers of two digits' }],
    load: async () => ({ made: (await import('../../data/generators/additions.ts')).additions }),
  }),
  pairTask({
    info: {
      id: 'dates',
      name: 'Dates as YYYY-MM-DD',
      shows:
        'Train an encoder and a decoder to write dates in one form, and see where it looks for day, month and year.',
    },
    sources: [{ id: 'dates', title: 'Dates from 1950 to 2049 in 126 phrasings' }],
    load: async () => ({
      made: (await import('../../data/generators/date-phrasings.ts')).datePhrasings,
    }),
  }),
  pairTask({
    info: {
      id: 'numbers',
      name: 'Numbers in words',
      shows: 'Train an encoder and a decoder to write numbers in English words.',
    },
    sources: [{ id: 'numbers', title: 'The numbers from 1 to 9999' }],
    load: async () => ({
      made: (await import('../../data/generators/number-words.ts')).numberWords,
    }),
  }),
  pairTask({
    info: {
      id: 'spelling',
      name: 'From spelling to sound',
      shows:
        'Train an encoder and a decoder to say how English words sound, phone by phone, and see which letters each phone comes from.',
    },
    ...{ unit: 'phone', error: phoneErrorInfo },
    sources: [{ id: 'cmudict', title: 'Words of the CMU Pronouncing Dictionary' }],
    load: served,
  }),
  pairTask({
    info: {
      id: 'translate',
      name: 'Translate names of emoji',
      shows:
        'Train an encoder and a decoder to translate names of emoji from English. There are so few that it knows most of them by heart: look at those that are held out.',
    },
    error: characterErrorInfo,
    sources: [
      { id: 'french', title: 'Names of emoji in French' },
      { id: 'german', title: 'Names of emoji in German' },
      { id: 'chinese', title: 'Names of emoji in Chinese' },
    ],
    load: served,
  }),
];
