/** Experiments with series of numbers. */
import { msg } from '@lit/localize';
import { type Comparison, comparison, lstm, rnn } from './comparison.ts';

const view = 'forecast';

export const ofSeries: readonly Comparison[] = [
  comparison({
    id: 'series-rnn',
    tasks: ['series'],
    name: () => msg('RNN and LSTM'),
    ...{ nets: [lstm, rnn], steps: 500, view },
    look: () =>
      msg(
        'Look at Forecast and at both errors: one step ahead, both nets are close; on its own, a net reads what it predicted itself, and small errors grow.',
      ),
  }),
  comparison({
    id: 'series-units',
    tasks: ['series'],
    name: () => msg('A very small net'),
    nets: [lstm, { name: () => msg('an LSTM of two units'), changes: { hiddenSize: 2 } }],
    ...{ steps: 500, view },
    look: () =>
      msg(
        'Look at Forecast and at both errors: two units can follow a series one step ahead, but not as closely as 32.',
      ),
  }),
];
