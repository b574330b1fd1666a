/**
 * Is this word part of a name? 0 or 1 for every word, at places where no name was trained: a net that
 * shares its weights over time knows, the plain network of fixed places beside it does not.
 */
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { loaded } from '../loaded.ts';
import { tagging } from '../tagging/tagging.ts';
import type { Task } from '../task.ts';

const shares = { format: 'share', better: 'larger' } as const;

const info: TaskInfo = {
  id: 'is-name',
  name: 'Is this word part of a name?',
  shows:
    'Train a recurrent net on names in words 1–4 and test it on words 5–9, where a plain network knows nothing.',
  unit: 'word',
  rows: 'sentences',
  // the plain network beside it is the course's first picture
  shapes: ['one to one', 'many to many'],
  lacks: tagging.info.lacks,
  own: ['textDirections', 'direction'],
  metrics: [
    { id: 'word_f1', name: 'F1 of words', ...shares },
    { id: 'word_precision', name: 'Precision', ...shares },
    { id: 'word_recall', name: 'Recall', ...shares },
  ],
  problems: {
    en: {
      'no names in front': {
        what: 'no sentence has names in its first 4 words alone: sentences {sentences}',
        advice: 'Add sentences that begin with a name: Harry/B-PER Potter/I-PER met/O us/O',
      },
    },
  },
  views: { lacks: ['sample'], own: ['tags'] },
};

export const isName: Task = {
  info,
  sources: [
    {
      id: 'places',
      title: 'Generated sentences: names in words 1–4, then 5–9',
      madeOf: ['first-names'],
    },
  ],

  async open(source, settings, work) {
    const { openIsName } = await loaded(() => import('./open-is-name.ts'));
    return openIsName(isName, source, settings, work);
  },
};
