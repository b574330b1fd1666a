/** Experiments with languages whose chances are known. */
import { msg } from '@lit/localize';
import {
  besideGru,
  besidePlain,
  besideRnn,
  type ComparedNet,
  type Comparison,
  comparison,
  gru,
  lstm,
  rnn,
  withUnits,
} from './comparison.ts';

/** The pause over which letters are copied, whatever a person has set. */
const copyGap = 10;

/** Over so many words an RNN does not bring the number of a subject to its verb. */
const withGap = ({ name }: Pick<ComparedNet, 'name'>, changes: ComparedNet['changes'] = {}) => ({
  name,
  changes: { ...changes, gap: 20 },
});

const withPause = ({ name, changes }: ComparedNet): ComparedNet => ({
  name,
  changes: { ...changes, gap: copyGap },
});

export const ofGrammars: readonly Comparison[] = [
  comparison({
    id: 'reber-units',
    tasks: ['reber'],
    ...withUnits(2),
    ...{ steps: 300, view: 'loss' },
    look: () =>
      msg(
        'Look at Loss: the larger net comes close to the lowest possible loss, and two units cannot tell where in the grammar a string is.',
      ),
  }),
  comparison({
    id: 'reber-rnn',
    tasks: ['reber'],
    ...besideRnn,
    ...{ steps: 300, view: 'loss' },
    look: () =>
      msg(
        'Look at Loss: both nets come close to the lowest possible loss, for the plain grammar asks for no long memory.',
      ),
  }),
  comparison({
    id: 'anbn-plain',
    tasks: ['anbn'],
    ...besidePlain,
    ...{ steps: 500, view: 'loss' },
    look: () =>
      msg(
        'Look at Loss: the plain network counts no further than its window of five, and the LSTM comes close to the lowest possible loss.',
      ),
  }),
  comparison({
    id: 'anbn-rnn',
    tasks: ['anbn'],
    ...besideRnn,
    ...{ steps: 500, view: 'gates' },
    look: () =>
      msg(
        'Look at the states in Gates and at both losses: the c of an LSTM can count up and down, and the RNN, which has no c, stays further from the lowest possible loss.',
      ),
  }),
  comparison({
    id: 'anbn-units',
    tasks: ['anbn'],
    ...withUnits(2),
    ...{ steps: 500, view: 'gates' },
    look: () =>
      msg(
        'Look at c in Gates, where two units try to count, and at both losses: two units do not yet count as well as 32.',
      ),
  }),
  comparison({
    id: 'brackets-units',
    tasks: ['brackets'],
    ...withUnits(4),
    ...{ steps: 500, view: 'loss' },
    look: () =>
      msg('Look at Loss: four units are too few for all the brackets that are still open.'),
  }),
  comparison({
    id: 'brackets-rnn',
    tasks: ['brackets'],
    ...besideRnn,
    ...{ steps: 500, view: 'loss' },
    look: () =>
      msg(
        'Look at Loss: the LSTM comes closer to the lowest possible loss, for it better remembers which brackets are open.',
      ),
  }),
  comparison({
    id: 'agreement-rnn',
    tasks: ['agreement'],
    name: besideGru.name,
    nets: [
      withGap(gru, { cell: 'gru', lossOn: 'verb' }),
      withGap(rnn, { ...rnn.changes, lossOn: 'verb' }),
    ],
    ...{ steps: 500, view: 'loss' },
    look: () =>
      msg(
        'Look at Verb accuracy: the GRU keeps the number of the subject over a gap of 20 words, and the RNN guesses.',
      ),
  }),
  comparison({
    id: 'agreement-loss',
    tasks: ['agreement'],
    name: () => msg('Loss on the verb alone'),
    nets: [
      withGap({ name: () => msg('a net with a loss on every word') }, { lossOn: 'all' }),
      withGap({ name: () => msg('a net with a loss on the verb') }, { lossOn: 'verb' }),
    ],
    ...{ steps: 500, view: 'loss' },
    look: () =>
      msg(
        'Look at Verb accuracy: with a loss on every word the net learns to carry the number of the subject to the verb; with a loss on the verb alone it still guesses.',
      ),
  }),
  comparison({
    id: 'copy-rnn',
    tasks: ['copy'],
    name: besideRnn.name,
    nets: [withPause(lstm), withPause(rnn)],
    ...{ steps: 1000, view: 'loss' },
    look: () =>
      msg(
        'Look at Copied accuracy: the LSTM says most letters again after the pause, and the RNN guesses.',
      ),
  }),
  comparison({
    id: 'copy-bias',
    tasks: ['copy'],
    name: () => msg('No memory bias'),
    nets: [
      withPause(lstm),
      withPause({
        name: () => msg('an LSTM without memory bias'),
        changes: { memoryBias: 0 },
      }),
    ],
    ...{ steps: 1000, view: 'loss' },
    look: () =>
      msg(
        'Look at Copied accuracy: a net whose forget gate keeps c from the first soon learns to copy, and the other one is far behind.',
      ),
  }),
];
