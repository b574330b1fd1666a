/** Who is a name here? A tag for every word of a sentence; often only later words tell. */
import { drawingKeys } from '../../config/view-settings.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { Task } from '../task.ts';
import { loaded } from '../loaded.ts';
import { generatedId, generatedTitle } from './generated-name.ts';
import { taggingMetrics } from './metrics.ts';

const info: TaskInfo = {
  id: 'tagging',
  name: 'Who is a name here?',
  shows:
    'Train a recurrent net to find the names in sentences, where often only later words decide.',
  unit: 'word',
  rows: 'sentences',
  lacks: [...drawingKeys, 'timeSteps'],
  own: ['labels', 'lookAhead', 'direction'],
  metrics: taggingMetrics,
  problems: {
    en: {
      'nothing is O': {
        what: 'no word has the tag O, so all labels would be 1: name {name}, tags {tags}',
        advice: 'Let the net tell the tags apart, or mark the words that do not count with O',
      },
    },
  },
  views: { lacks: ['sample'], own: ['tags', 'look-ahead'] },
};

export const tagging: Task = {
  info,
  sources: [{ id: generatedId, title: generatedTitle, madeOf: ['first-names'] }],

  async open(source, settings, work) {
    const { openSentences } = await loaded(() => import('./open-sentences.ts'));
    return openSentences(tagging, source, settings, work);
  },
};
