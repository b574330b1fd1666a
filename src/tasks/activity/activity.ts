/** What is going on? Numbers in at each time step, a class for each out: a column of words beside them. */
import { accuracyInfo } from '../../data/scores/accuracy.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { loaded } from '../loaded.ts';
import { series } from '../series/series.ts';
import type { Task } from '../task.ts';

const info: TaskInfo = {
  id: 'activity',
  name: 'What is going on?',
  shows:
    'Train a recurrent net to name what a sensor’s numbers come from, at every moment: resting, walking or running.',
  unit: 'frame',
  rows: 'values',
  lacks: [...series.info.lacks, 'timeSteps'],
  own: ['column', 'inputColumns', 'textDirections', 'direction'],
  metrics: [accuracyInfo],
  problems: {
    en: {
      ...series.info.problems?.en,
      'one class': {
        what: 'there is one class alone: column {column}, class {label}',
        advice: 'Choose a column of words that change',
      },
      'too many classes': {
        what: 'there are too many classes: column {column}, classes {classes}, limit {limit}',
        advice: 'Choose a column of fewer different words',
      },
    },
  },
  views: { lacks: ['sample'], own: ['tags'] },
};

export const activity: Task = {
  info,
  sources: [{ id: 'accelerometer', title: 'A made-up accelerometer' }],

  async open(source, settings, work) {
    const { openActivity } = await loaded(() => import('./open-activity.ts'));
    return openActivity(activity, source, settings, work);
  },
};
