/** The row “Try this”, in its order; a task has those that can be done with it. */
import { msg, str } from '@lit/localize';
import { grouped } from '../format.ts';
import { LatePart } from '../parts/late-part.ts';
import type { Experiment } from './experiment.ts';
import { high, low, stepsEach } from './sizes.ts';

/** It begins in its own tab too. */
export const lookAheadInTurn: Experiment = {
  id: 'look-ahead',
  tasks: ['tagging'],
  name: () => msg('Look-ahead'),
  plan: () =>
    msg(
      str`Trains this net from scratch with each look-ahead, ${grouped(stepsEach)} steps each, and compares its F1 with the best possible.`,
    ),
};

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
    tasks: ['language-model', 'lines'],
    name: () => msg('Temperature low and high'),
    plan: () => msg(str`Draws two samples from the same net, at temperatures ${low} and ${high}.`),
  },
  {
    id: 'one-direction',
    tasks: ['tagging'],
    name: () => msg('One direction beside both'),
    plan: () =>
      msg(
        str`Trains this net from scratch, reading both ways and then forwards only, ${grouped(stepsEach)} steps each, and compares their F1.`,
      ),
  },
  lookAheadInTurn,
];

export const recipes = new LatePart(() => import('./recipes.ts'));
