/** Experiments with languages whose chances are known. */
import { msg } from '@lit/localize';
import { type Comparison, type ComparedNet, comparison, lstm, rnn } from './comparison.ts';

/** Words between the subject and its verb, of which an RNN does not bring its number across. */
const far = { gap: 20 } as const;

const units = (hiddenSize: number, name: () => string): ComparedNet => ({
  name,
  changes: { hiddenSize },
});

export const ofGrammars: readonly Comparison[] = [
  comparison({
    id: 'reber-units',
    tasks: ['reber'],
    name: () => msg('Two units'),
    ...{ nets: [lstm, units(2, () => msg('an LSTM of two units'))], steps: 300, view: 'loss' },
    look: () =>
      msg(
        'Look at Loss: the larger net comes close to the lowest possible loss, and two units cannot tell where in the grammar a string is.',
      ),
  }),
  comparison({
    id: 'reber-rnn',
    tasks: ['reber'],
    name: () => msg('RNN is enough'),
    ...{ nets: [lstm, rnn], steps: 300, view: 'loss' },
    look: () =>
      msg(
        'Look at Loss: here both come close to the lowest possible loss, for in this grammar little has to be remembered for long.',
      ),
  }),
  comparison({
    id: 'count-rnn',
    tasks: ['anbn'],
    name: () => msg('An RNN counts'),
    ...{ nets: [lstm, rnn], steps: 500, view: 'gates' },
    look: () =>
      msg(
        'Look at the states in Gates and at both losses: the c of an LSTM can count up with every a and down with every b, and the RNN, which has no c, is further from the lowest possible loss.',
      ),
  }),
  comparison({
    id: 'count-units',
    tasks: ['anbn'],
    name: () => msg('Count with two units'),
    ...{
      nets: [lstm, units(2, () => msg('an LSTM of only two units'))],
      ...{ steps: 500, view: 'gates' },
    },
    look: () =>
      msg(
        'Look at c in Gates, in which two units count, and at both losses: two units do not yet count as well as 32.',
      ),
  }),
  comparison({
    id: 'brackets-units',
    tasks: ['brackets'],
    name: () => msg('Four units'),
    ...{ nets: [lstm, units(4, () => msg('an LSTM of four units'))], steps: 500, view: 'loss' },
    look: () =>
      msg(
        'Look at Loss: with four units there is too little room for the brackets that are still open.',
      ),
  }),
  comparison({
    id: 'brackets-rnn',
    tasks: ['brackets'],
    name: () => msg('RNN and brackets'),
    ...{ nets: [lstm, rnn], steps: 500, view: 'loss' },
    look: () =>
      msg(
        'Look at Loss: the LSTM is closer to the lowest possible loss, for it better remembers which brackets are open.',
      ),
  }),
  comparison({
    id: 'agreement-rnn',
    tasks: ['agreement'],
    name: () => msg('RNN beside GRU'),
    nets: [
      {
        name: () => msg('a GRU'),
        changes: { ...far, lossOn: 'verb', cell: 'gru' },
      },
      { ...rnn, changes: { ...rnn.changes, ...far, lossOn: 'verb' } },
    ],
    ...{ steps: 500, view: 'loss' },
    look: () =>
      msg(
        'Look at Verb accuracy: the GRU keeps the number of the subject over 20 words, and the RNN guesses.',
      ),
  }),
  comparison({
    id: 'agreement-loss',
    tasks: ['agreement'],
    name: () => msg('Loss on the verb alone'),
    nets: [
      { name: () => msg('an LSTM with a loss on every word'), changes: far },
      {
        name: () => msg('an LSTM with a loss on the verb alone'),
        changes: { ...far, lossOn: 'verb' },
      },
    ],
    ...{ steps: 500, view: 'loss' },
    look: () =>
      msg(
        'Look at Verb accuracy: with a loss on every word the net finds the subject too, and with a loss on the verb alone it still guesses.',
      ),
  }),
  comparison({
    id: 'copy-rnn',
    tasks: ['copy'],
    name: () => msg('RNN over a pause'),
    ...{ nets: [lstm, rnn], steps: 1000, view: 'loss' },
    look: () =>
      msg(
        'Look at Copied accuracy: the LSTM says most letters again after the pause, and the RNN guesses.',
      ),
  }),
  comparison({
    id: 'copy-bias',
    tasks: ['copy'],
    name: () => msg('Without a memory bias'),
    nets: [lstm, { name: () => msg('an LSTM without memory bias'), changes: { memoryBias: 0 } }],
    ...{ steps: 1000, view: 'loss' },
    look: () =>
      msg(
        'Look at Copied accuracy: a net whose forget gate keeps c from the first soon learns to copy, and the other one still guesses.',
      ),
  }),
];
