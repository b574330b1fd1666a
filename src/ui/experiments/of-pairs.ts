/** Experiments with an encoder and a decoder. */
import { msg } from '@lit/localize';
import { type ComparedNet, type Comparison, comparison } from './comparison.ts';

const view = 'pairs';

export const pairTasks = ['reverse', 'addition', 'dates', 'numbers', 'spelling', 'translate'];

const attentive: ComparedNet = { name: () => msg('a net with attention'), changes: {} };
const inattentive: ComparedNet = {
  name: () => msg('a net without attention'),
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

const attentionOff = (
  { id, tasks, steps }: Pick<Comparison, 'id' | 'tasks' | 'steps'>,
  look = () =>
    msg(
      'Look at the table of Answers: without attention all that was read goes through one vector, and after as many steps fewer answers are right, above all long ones.',
    ),
) =>
  comparison({
    ...{ id, tasks, steps, view, tellsLongest: true, look },
    name: () => msg('Attention off'),
    nets: [attentive, inattentive],
  });

const forwardsOnly = (id: string, tasks: readonly string[], steps: number) =>
  comparison({
    ...{ id, tasks, steps, view, tellsLongest: true },
    name: () => msg('Read forwards only'),
    nets: [bothWays, forwards],
    look: () =>
      msg(
        'Look at Exact match: after as many steps, an encoder that also reads from the end gives more of the answers.',
      ),
  });

export const ofPairs: readonly Comparison[] = [
  attentionOff({
    ...{ id: 'attention-off', steps: 400 },
    tasks: ['reverse', 'dates', 'numbers', 'spelling'],
  }),
  // of so few names hardly one is translated rightly
  attentionOff({ id: 'translate-attention', tasks: ['translate'], steps: 300 }, () =>
    msg(
      'Look at Character error rate: after as few steps hardly a translation is right yet, and without attention far more of what the net writes is wrong.',
    ),
  ),
  forwardsOnly('forwards-only', ['dates', 'numbers'], 400),
  // sums are learned later
  attentionOff({ id: 'addition-attention', tasks: ['addition'], steps: 1000 }),
  forwardsOnly('addition-forwards', ['addition'], 1000),
];
