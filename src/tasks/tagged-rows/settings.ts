/** In which directions a net reads whose answers stand beside what is read. */
import { choice, type Setting } from '../../config/setting.ts';

export const rows = {
  textDirections: choice({
    label: 'Directions',
    help: 'Forward: from the first time step to the last. Both: every layer also reads the text from its end.',
    default: 'forward',
    choices: [
      { value: 'forward', label: 'forward' },
      { value: 'both', label: 'both' },
    ],
    urlKey: 'textdirections',
    group: 'model',
    effect: 'net',
    special: true,
  }),
} as const satisfies Record<string, Setting>;
