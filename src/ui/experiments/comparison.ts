/** An experiment that trains two nets for as many steps each: one definition says all of it. */
import { msg, str } from '@lit/localize';
import type { Settings } from '../../config/settings.ts';
import { grouped } from '../format.ts';
import type { Experiment } from './experiment.ts';

export interface ComparedNet {
  /** With its article. */
  name: () => string;
  /** Other than the defaults of the task. */
  changes: Partial<Settings>;
}

export interface Comparison extends Experiment {
  nets: readonly [ComparedNet, ComparedNet];
  /** Of each. */
  steps: number;
  /** Id of the view to look at. */
  view: string;
  /** The score of the longest answers is told too. */
  tellsLongest?: true;
  /** One sentence: what to look at. */
  look: () => string;
}

export function comparison(given: Omit<Comparison, 'plan'>): Comparison {
  const { nets, steps } = given;
  const plan = () => {
    const [first, second] = nets.map(({ name }) => name());
    return msg(
      str`Trains ${first} and then ${second}, ${grouped(steps)} steps each, and compares them.`,
    );
  };
  return { ...given, plan };
}

export const lstm: ComparedNet = { name: () => msg('an LSTM'), changes: {} };
export const rnn: ComparedNet = { name: () => msg('an RNN'), changes: { cell: 'rnn-tanh' } };
export const gru: ComparedNet = { name: () => msg('a GRU'), changes: {} };

/** Of one answer to all that is read. */
export const onMean: ComparedNet = {
  name: () => msg('a net that answers from the mean'),
  changes: {},
};
export const onLast: ComparedNet = {
  name: () => msg('a net that answers from the last state'),
  changes: { summary: 'last' },
};

type Nets = Pick<Comparison, 'name' | 'nets'>;

export const besideRnn: Nets = { name: () => msg('RNN beside LSTM'), nets: [lstm, rnn] };

export const besideGru: Nets = { name: () => msg('RNN beside GRU'), nets: [gru, rnn] };

export const besidePlain: Nets = {
  name: () => msg('Plain network beside LSTM'),
  nets: [lstm, { name: () => msg('a plain network'), changes: { cell: 'plain' } }],
};

/** Few of them. */
export const withUnits = (hiddenSize: number, net = lstm): Nets => ({
  name: () => msg(str`Only ${hiddenSize} units`),
  nets: [
    net,
    { name: () => msg(str`${net.name()} of ${hiddenSize} units`), changes: { hiddenSize } },
  ],
});
