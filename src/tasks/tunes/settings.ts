/** What the net of tunes starts with, and the scale that its tunes may stay in. */
import type { Starts } from '../../config/defaults.ts';
import { choice, type Setting } from '../../config/setting.ts';

export const starts: Starts = {
  // a batch has as many time steps as the longest tune has tokens
  tunes: { cell: 'gru', hiddenSize: 96, batchSize: 16, sampleLength: 4 },
};

const tonics = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

const own = { group: 'sample', effect: 'live', special: true } as const;

export const rows = {
  scale: choice({
    ...own,
    label: 'Scale',
    help: 'Tunes stay in this scale: no other pitch is drawn.',
    default: 'off',
    choices: [
      { value: 'off', label: 'any pitch' },
      { value: 'major', label: 'major' },
      { value: 'minor', label: 'minor' },
      { value: 'blues', label: 'blues' },
    ],
    urlKey: 'scale',
  }),
  tonic: choice({
    ...own,
    label: 'On',
    help: 'The note that the scale begins on.',
    default: 'C',
    choices: tonics.map((value) => ({ value, label: value })),
    urlKey: 'tonic',
  }),
} as const satisfies Record<string, Setting>;
