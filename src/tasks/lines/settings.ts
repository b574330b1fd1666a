/** What the net of lines starts with. */
import type { Starts } from '../../config/defaults.ts';

export const starts: Starts = {
  // of a larger net more than a third of the names that it says are known to it by heart
  lines: { hiddenSize: 64, sampleLength: 20 },
};
