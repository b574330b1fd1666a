/** Capitals and punctuation, given back to a text that has lost them. */
import { builtinTexts } from '../../data/corpora.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { loaded } from '../loaded.ts';
import type { Task } from '../task.ts';
import { taggedRowsLack } from '../tagged-rows/lacks.ts';

const share = { format: 'share', better: 'larger' } as const;

const info: TaskInfo = {
  id: 'capitals',
  name: 'Capitals and punctuation',
  shows:
    'Train a recurrent net, reading in both directions, to give a text its capitals and punctuation back.',
  unit: 'character',
  rows: 'characters',
  lacks: taggedRowsLack,
  own: ['textDirections', 'direction'],
  metrics: [
    { id: 'mark_f1', name: 'F1 of marks', ...share },
    { id: 'mark_precision', name: 'Precision', ...share },
    { id: 'mark_recall', name: 'Recall', ...share },
  ],
  problems: {
    en: {
      'no words': {
        what: 'there are too few words to learn from: characters {characters}',
        advice: 'Choose a longer text in an alphabet with capitals',
      },
    },
  },
  views: { lacks: ['sample'], own: ['tags'] },
};

export const capitals: Task = {
  info,
  sources: builtinTexts.map(({ id, title }) => ({ id, title })),

  async open(source, settings, work) {
    const { openCapitals } = await loaded(() => import('./open-capitals.ts'));
    return openCapitals(capitals, source, settings, work);
  },
};
