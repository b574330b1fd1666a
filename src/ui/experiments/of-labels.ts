/** Experiments with nets that say what something is: a text, or each word or character of it. */
import { msg } from '@lit/localize';
import { type ComparedNet, type Comparison, comparison, lstm, rnn } from './comparison.ts';

const view = 'tags';

const onMean: ComparedNet = {
  name: () => msg('a net that answers from the mean'),
  changes: {},
};
const onLast: ComparedNet = {
  name: () => msg('one that answers from the last state'),
  changes: { summary: 'last' },
};

export const ofLabels: readonly Comparison[] = [
  comparison({
    id: 'praise-mean',
    tasks: ['praise'],
    name: () => msg('Mean over time'),
    nets: [
      { ...onLast, changes: {} },
      { ...onMean, changes: { summary: 'mean' } },
    ],
    ...{ steps: 300, view },
    look: () =>
      msg(
        'Look at Accuracy: both nets exceed the bag of words, even with a mean over time, because every state depends on the words before it.',
      ),
  }),
  comparison({
    id: 'praise-characters',
    tasks: ['praise'],
    name: () => msg('Read characters'),
    nets: [
      { name: () => msg('a net that reads words'), changes: {} },
      { name: () => msg('one that reads characters'), changes: { reads: 'character' } },
    ],
    ...{ steps: 300, view },
    look: () =>
      msg(
        'Look at Accuracy: a net that reads characters has to learn the words, too, and is not as far after as many steps.',
      ),
  }),
  comparison({
    id: 'is-name-rnn',
    tasks: ['is-name'],
    name: () => msg('RNN beside a plain network'),
    ...{ nets: [lstm, rnn], steps: 200, view },
    look: () =>
      msg(
        'Look at F1 of words: an RNN and an LSTM both find names at places where none was trained, and the plain network finds none.',
      ),
  }),
  comparison({
    id: 'is-name-one-hot',
    tasks: ['is-name'],
    name: () => msg('Words as one-hot'),
    nets: [
      { name: () => msg('a net with an embedding'), changes: {} },
      { name: () => msg('one with one-hot words'), changes: { input: 'one-hot' } },
    ],
    ...{ steps: 200, view },
    look: () =>
      msg(
        'Look at F1 of words: after as many steps, the net with one-hot words finds fewer of the names.',
      ),
  }),
];
