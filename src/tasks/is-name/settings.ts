/** What the net that finds words of names starts with. */
import type { Starts } from '../../config/defaults.ts';

export const starts: Starts = {
  'is-name': { hiddenSize: 32, input: 'embedding' },
};
