/** Experiments with an encoder and a decoder. */
import { msg } from '@lit/localize';
import { type ComparedNet, type Comparison, comparison, lstm, rnn } from './comparison.ts';

const view = 'pairs';

const attentive: ComparedNet = { name: () => msg('a net with attention'), changes: {} };
const inattentive: ComparedNet = {
  name: () => msg('one without'),
  changes: { attention: 'off' },
};
const bothWays: ComparedNet = {
  name: () => msg('an encoder that reads both ways'),
  changes: {},
};
const forwards: ComparedNet = {
  name: () => msg('one that only reads forwards'),
  changes: { directions: 'forward' },
};

/** Words and look of those that are there for each task, with what only its data say. */
const attentionOff = (task: string, look: () => string, steps = 500): Comparison =>
  comparison({
    id: `${task}-attention`,
    tasks: [task],
    name: () => msg('Attention off'),
    ...{ nets: [attentive, inattentive], steps, view, tellsLongest: true, look },
  });

const forwardsOnly = (task: string, look: () => string, steps = 500): Comparison =>
  comparison({
    id: `${task}-forwards`,
    tasks: [task],
    name: () => msg('Read forwards only'),
    ...{ nets: [bothWays, forwards], steps, view, tellsLongest: true, look },
  });

const plainRnn = (task: string, look: () => string, steps = 500): Comparison =>
  comparison({
    id: `${task}-rnn`,
    tasks: [task],
    name: () => msg('RNN with attention'),
    ...{ nets: [lstm, rnn], steps, view, tellsLongest: true, look },
  });

export const ofPairs: readonly Comparison[] = [
  attentionOff('reverse', () =>
    msg(
      'Look at the table of Answers: without attention all of a word goes through one vector, and the longer the word, the less often it is right.',
    ),
  ),
];
