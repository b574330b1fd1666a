/** The row “Try this”, in its order. */
import { clipOff } from './clip-off.ts';
import type { Experiment } from './experiment.ts';
import { pinForgetGate } from './pin-forget-gate.ts';
import { rnnBesideLstm } from './rnn-beside-lstm.ts';
import { twoTemperatures } from './two-temperatures.ts';

export const experiments: readonly Experiment[] = [
  pinForgetGate,
  rnnBesideLstm,
  clipOff,
  twoTemperatures,
];
