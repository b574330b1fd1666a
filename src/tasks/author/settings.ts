/** What the net of authors starts with. */
import type { Starts } from '../../config/defaults.ts';

export const starts: Starts = {
  author: { cell: 'gru', hiddenSize: 48, directions: 'both', summary: 'mean' },
};
