/** A name from this list: one to many. The first input is a label, every next one the output before. */
import { builtinLists } from '../../data/lists.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { loaded } from '../loaded.ts';
import type { Task } from '../task.ts';

const info: TaskInfo = {
  id: 'labelled-names',
  name: 'A name of this kind',
  shows: 'Train a recurrent net to invent a name of the kind that it is given as its first input.',
  unit: 'character',
  rows: 'labelled lines',
  lacks: ['timeSteps'],
  own: ['drawnLabel'],
  metrics: [],
  views: { lacks: [], own: [] },
};

export const labelledNames: Task = {
  info,
  sources: [
    {
      id: 'kinds',
      title: builtinLists.map(({ title }) => title).join(', '),
      madeOf: builtinLists.map(({ id }) => id),
    },
  ],
  async open(source, settings, work) {
    const { openLabelledNames } = await loaded(() => import('./open-labelled-names.ts'));
    return openLabelledNames(labelledNames, source, settings, work);
  },
};
