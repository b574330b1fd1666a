/** Settings of tasks that write one text for another, and what their nets start with. */
import type { NetDefaults, Starts } from '../../config/defaults.ts';
import { choice, number, type Setting } from '../../config/setting.ts';

export const rows = {
  attention: choice({
    label: 'Attention',
    help: 'On: the decoder looks back at all that was read. Off: all of it goes through the state in which the encoder ends.',
    default: 'on',
    choices: [
      { value: 'on', label: 'on' },
      { value: 'off', label: 'off' },
    ],
    urlKey: 'attention',
    group: 'model',
    effect: 'net',
    special: true,
  }),
  part: choice({
    label: 'Part',
    help: 'Which part of the net is shown: the decoder, which writes, or the encoder, which reads.',
    default: 'decoder',
    choices: [
      { value: 'decoder', label: 'decoder' },
      { value: 'encoder', label: 'encoder' },
    ],
    urlKey: 'part',
    group: 'gates',
    effect: 'view',
    special: true,
  }),
  beam: number({
    label: 'Beam',
    help: 'Beginnings of an answer followed at once. 1: greedy, the likeliest.',
    default: 1,
    min: 1,
    max: 8,
    increment: 1,
    urlKey: 'beam',
    group: 'gates',
    effect: 'view',
    special: true,
  }),
} as const satisfies Record<string, Setting>;

/** At a rate that stays, an encoder and a decoder forget again and again what they have learned. */
const written: NetDefaults = {
  ...{ hiddenSize: 64, directions: 'both', learningRate: 0.005 },
  ...{ schedule: 'warmup-cosine', scheduleSteps: 3000, decayFactor: 0.02 },
};

export const starts: Starts = {
  reverse: written,
  addition: written,
  dates: written,
  numbers: written,
  spelling: { ...written, hiddenSize: 96, batchSize: 64 },
  // few names: a larger net, or more steps, would but know them better by heart
  translate: { ...written, input: 'embedding', scheduleSteps: 1000 },
};
