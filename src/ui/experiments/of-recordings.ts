/** Experiments with recordings of a person's own, or made-up ones. */
import { msg } from '@lit/localize';
import { besideGru, type Comparison, comparison, onLast, onMean } from './comparison.ts';

const tasks = ['voice', 'gesture'];

export const ofRecordings: readonly Comparison[] = [
  comparison({
    ...{ id: 'recordings-rnn', tasks, steps: 50, view: 'tags' },
    ...besideGru,
    look: () =>
      msg(
        'Look at Accuracy: after as few steps, the GRU tells more of the held-out recordings apart than the RNN.',
      ),
  }),
  comparison({
    ...{ id: 'recordings-mean', tasks, steps: 50, view: 'tags' },
    name: () => msg('Answer from the mean'),
    nets: [
      { ...onLast, changes: {} },
      { ...onMean, changes: { summary: 'mean' } },
    ],
    look: () =>
      msg(
        'Look at Accuracy: the mean over time answers about as well as the last state, because every state knows the frames before it.',
      ),
  }),
];
