/** The row “Try this”, in its order; a task has those that can be done with it. */
import { clipOff } from './clip-off.ts';
import type { Experiment } from './experiment.ts';
import { lookAheadInTurn } from './look-ahead-in-turn.ts';
import { oneDirection } from './one-direction.ts';
import { pinForgetGate } from './pin-forget-gate.ts';
import { rnnBesideLstm } from './rnn-beside-lstm.ts';
import { twoTemperatures } from './two-temperatures.ts';

export const experiments: readonly Experiment[] = [
  pinForgetGate,
  rnnBesideLstm,
  clipOff,
  twoTemperatures,
  oneDirection,
  lookAheadInTurn,
];
