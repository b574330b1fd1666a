/** Experiments with series of numbers. */
import { msg } from '@lit/localize';
import { besideRnn, type Comparison, comparison, withUnits } from './comparison.ts';

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
    id: 'series-units',
    tasks: ['series'],
    ...withUnits(2),
    ...{ steps: 500, view: 'forecast' },
    look: () =>
      msg(
        'Look at Forecast and at both errors: one step ahead, two units follow the series, but not as closely as 32.',
      ),
  }),
];
