/** What the net of reviews starts with. */
import type { Starts } from '../../config/defaults.ts';

export const starts: Starts = {
  praise: { hiddenSize: 64, input: 'embedding', reads: 'word' },
};
