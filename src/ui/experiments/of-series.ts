/** Experiments with series of numbers. */
import { msg } from '@lit/localize';
import {
  besideGru,
  besidePlain,
  besideRnn,
  type Comparison,
  comparison,
  withUnits,
} from './comparison.ts';

export const ofSeries: readonly Comparison[] = [
  comparison({
    id: 'series-rnn',
    tasks: ['series'],
    ...besideRnn,
    ...{ steps: 500, view: 'forecast' },
    look: () =>
      msg(
        'Look at Forecast and at both errors: one step ahead, both nets come close; on its own, a net reads what it has predicted itself, and small errors grow.',
      ),
  }),
  comparison({
    id: 'series-plain',
    tasks: ['series'],
    ...besidePlain,
    ...{ steps: 500, view: 'forecast' },
    look: () =>
      msg(
        'Look at Forecast and at both errors: the plain network knows the last five values alone, too few to tell where in its season a series is.',
      ),
  }),
  comparison({
    id: 'series-units',
    tasks: ['series'],
    ...withUnits(2),
    ...{ steps: 500, view: 'forecast' },
    look: () =>
      msg(
        'Look at Forecast and at both errors: one step ahead, two units follow the series, but not as closely as 32.',
      ),
  }),
  comparison({
    id: 'series-columns',
    tasks: ['series'],
    name: () => msg('All columns beside one'),
    nets: [
      {
        name: () => msg('a net that reads all columns'),
        changes: { column: '1', inputColumns: 'all' },
      },
      {
        name: () => msg('one that reads the first alone'),
        changes: { column: '1', inputColumns: '' },
      },
    ],
    ...{ steps: 1000, view: 'forecast' },
    look: () =>
      msg(
        'Look at both errors: of Lorenz, the next x is foretold three times as closely from all three columns as from x alone; a series of one column makes both nets the same.',
      ),
  }),
  comparison({
    id: 'activity-rnn',
    tasks: ['activity'],
    ...besideGru,
    ...{ steps: 100, view: 'tags' },
    look: () =>
      msg(
        'Look at Accuracy: after as few steps the GRU names more moments rightly; train on, and the RNN comes as far.',
      ),
  }),
  comparison({
    id: 'activity-both',
    tasks: ['activity'],
    name: () => msg('Both ways beside forward'),
    nets: [
      { name: () => msg('a net that knows what came before'), changes: {} },
      {
        name: () => msg('one that knows what follows, too'),
        changes: { textDirections: 'both' },
      },
    ],
    ...{ steps: 300, view: 'tags' },
    look: () =>
      msg(
        'Look at Accuracy: where one thing ends and the next begins, a net that reads forward has seen too little of the next.',
      ),
  }),
];
