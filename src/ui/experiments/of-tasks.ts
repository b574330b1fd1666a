/** Experiments of tasks other than the first; loaded with the first such task. */
import { msg, str } from '@lit/localize';
import { grouped } from '../format.ts';
import type { Comparison } from './comparison.ts';
import type { Experiment } from './experiment.ts';
import { ofGrammars } from './of-grammars.ts';
import { ofLabels } from './of-labels.ts';
import { ofNames } from './of-names.ts';
import { ofPairs, pairTasks } from './of-pairs.ts';
import { ofRecordings } from './of-recordings.ts';
import { ofSeries } from './of-series.ts';
import { ofTunes } from './of-tunes.ts';
import { stepsEach, wide } from './sizes.ts';

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

export const comparisons: readonly Comparison[] = [
  ...ofPairs,
  ...ofNames,
  ...ofTunes,
  ...ofLabels,
  ...ofRecordings,
  ...ofSeries,
  ...ofGrammars,
];

export const experimentsOfTasks: readonly Experiment[] = [
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
  ...comparisons,
  {
    id: 'wide-beam',
    tasks: pairTasks,
    name: () => msg('Greedy and beam'),
    plan: () =>
      msg(
        str`Lets a trained net follow ${wide} beginnings of an answer at once, instead of the likeliest alone.`,
      ),
  },
];
