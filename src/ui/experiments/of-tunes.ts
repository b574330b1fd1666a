/** Experiments with tunes. */
import { msg } from '@lit/localize';
import { besideGru, type Comparison, comparison, gru, withUnits } from './comparison.ts';

export const ofTunes: readonly Comparison[] = [
  comparison({
    id: 'tunes-rnn',
    tasks: ['tunes'],
    ...besideGru,
    ...{ steps: 200, view: 'tunes' },
    look: () =>
      msg(
        'Look at both losses, and listen in Tunes: in the data a phrase comes again after four bars, and to play it again a net has to remember it.',
      ),
  }),
  comparison({
    id: 'tunes-units',
    tasks: ['tunes'],
    ...withUnits(16, gru),
    ...{ steps: 200, view: 'tunes' },
    look: () => msg('Look at both losses, and listen in Tunes to what 16 units can remember.'),
  }),
];
