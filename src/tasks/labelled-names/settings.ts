/** The label of names that are drawn, and what their net starts with. */
import type { Starts } from '../../config/defaults.ts';
import { type Setting, words } from '../../config/setting.ts';

export const rows = {
  drawnLabel: words({
    label: 'Label',
    help: 'The first input of every line that is drawn: what it is to be.',
    default: '',
    maxLength: 60,
    urlKey: 'label',
    group: 'sample',
    effect: 'view',
    special: true,
  }),
} as const satisfies Record<string, Setting>;

export const starts: Starts = {
  // what a name is to be has to be known to its end
  'labelled-names': {
    ...{ cell: 'gru', hiddenSize: 96, sampleLength: 30 },
    ...{ schedule: 'warmup-cosine', scheduleSteps: 3000, decayFactor: 0.02 },
  },
};
