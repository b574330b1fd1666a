/**
 * The row “Try this”, in its order; a task has those that can be done with it. Those of other tasks than
 * the first come with the first of these.
 */
import { msg, str } from '@lit/localize';
import { LatePart } from '../parts/late-part.ts';
import type { Experiment } from './experiment.ts';
import { high, low } from './sizes.ts';

/** Of the first task; some of them can be done with others too. */
export const experiments: readonly Experiment[] = [
  {
    id: 'forget-gate',
    tasks: ['language-model', 'lines'],
    name: () => msg('Pin the forget gate'),
    plan: () =>
      msg('Pins Γf of a trained LSTM to 0, so that it forgets everything at every character.'),
  },
  {
    id: 'rnn-lstm',
    tasks: ['language-model'],
    name: () => msg('RNN beside LSTM'),
    plan: () =>
      msg('Trains an LSTM, then an RNN for the same number of steps, and overlays their curves.'),
  },
  {
    id: 'clip-off',
    tasks: ['language-model'],
    name: () => msg('Clip off'),
    plan: () => msg('Trains a plain RNN without gradient clipping, until a gradient explodes.'),
  },
  {
    id: 'temperatures',
    tasks: ['language-model', 'lines', 'labelled-names'],
    name: () => msg('Temperature low and high'),
    plan: () => msg(str`Draws two samples from the same net, at temperatures ${low} and ${high}.`),
  },
];

export const otherExperiments = new LatePart(() => import('./of-tasks.ts'));

export const recipes = new LatePart(() => import('./recipes.ts'));
