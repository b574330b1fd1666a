/** Settings of languages whose chances are known, and what their nets start with. */
import type { NetDefaults, Starts } from '../../config/defaults.ts';
import { choice, number, type Setting } from '../../config/setting.ts';

export const rows = {
  gap: number({
    label: 'Gap',
    help: 'How much stands between what has to be remembered and where it is needed.',
    default: 10,
    min: 1,
    max: 40,
    increment: 1,
    logSlider: true,
    urlKey: 'gap',
    group: 'text',
    effect: 'text',
    special: true,
  }),
  lossOn: choice({
    label: 'Loss on',
    help: 'What the net is trained to predict: every word, or the verb alone.',
    default: 'all',
    choices: [
      { value: 'all', label: 'every word' },
      { value: 'verb', label: 'the verb' },
    ],
    urlKey: 'losson',
    group: 'text',
    effect: 'text',
    special: true,
  }),
} as const satisfies Record<string, Setting>;

/**
 * Where some of what follows is certain, decaying weights would keep a net from ever being sure of it;
 * and it comes to rest at the exact chances of the rest only at a low rate.
 */
export const exactly: NetDefaults = {
  ...{ hiddenSize: 32, schedule: 'warmup-cosine', decayFactor: 0.02, weightDecay: 0 },
  sampleLength: 20,
};

export const starts: Starts = {
  reber: exactly,
  anbn: { ...exactly, scheduleSteps: 1500 },
  brackets: exactly,
  agreement: { ...exactly, memoryBias: 2 },
  // what has to be kept for long is kept from the first
  copy: { ...exactly, hiddenSize: 64, memoryBias: 2, scheduleSteps: 3000 },
};
