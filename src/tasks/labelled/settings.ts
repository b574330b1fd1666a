/** Settings of tasks that give one class to a text. */
import { choice, type Setting } from '../../config/setting.ts';

export const rows = {
  reads: choice({
    label: 'Reads',
    help: 'What one time step reads: a character, or a whole word.',
    default: 'character',
    choices: [
      { value: 'character', label: 'characters' },
      { value: 'word', label: 'words' },
    ],
    urlKey: 'reads',
    group: 'model',
    effect: 'text',
    special: true,
  }),
  summary: choice({
    label: 'Answers from',
    help: 'What the one answer is computed from: the last state (of both ends where a layer reads in both directions), or the mean over all time steps.',
    default: 'last',
    choices: [
      { value: 'last', label: 'last state' },
      { value: 'mean', label: 'mean over time' },
    ],
    urlKey: 'summary',
    group: 'model',
    effect: 'net',
    special: true,
  }),
} as const satisfies Record<string, Setting>;
