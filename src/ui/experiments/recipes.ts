/** How each experiment is done, by its id. */
import { clipOff } from './clip-off.ts';
import { lookAheadInTurn } from './look-ahead-in-turn.ts';
import { comparisons } from './of-tasks.ts';
import { oneDirection } from './one-direction.ts';
import { pinForgetGate } from './pin-forget-gate.ts';
import { rnnBesideLstm } from './rnn-beside-lstm.ts';
import { sideBySide } from './side-by-side.ts';
import { twoTemperatures } from './two-temperatures.ts';
import { wideBeam } from './wide-beam.ts';
import type { Recipe } from './experiment.ts';

export { ExperimentOver, Lab } from './lab.ts';

export const recipes: Readonly<Record<string, Recipe>> = {
  'forget-gate': pinForgetGate,
  'rnn-lstm': rnnBesideLstm,
  'clip-off': clipOff,
  temperatures: twoTemperatures,
  'one-direction': oneDirection,
  'look-ahead': lookAheadInTurn,
  'wide-beam': wideBeam,
  ...Object.fromEntries(comparisons.map((each) => [each.id, sideBySide(each)])),
};
