/** Experiments with names of a kind. */
import { msg } from '@lit/localize';
import { besideGru, type Comparison, comparison } from './comparison.ts';

export const ofNames: readonly Comparison[] = [
  comparison({
    id: 'names-rnn',
    tasks: ['labelled-names'],
    ...besideGru,
    ...{ steps: 500, view: 'sample' },
    look: () =>
      msg('Look at Sample and at both losses: the GRU predicts names better after as many steps.'),
  }),
];
