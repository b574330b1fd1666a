/** What the net of tunes starts with. */
import type { Starts } from '../../config/defaults.ts';

export const starts: Starts = {
  // a batch has as many time steps as the longest tune has tokens
  tunes: { cell: 'gru', hiddenSize: 96, batchSize: 16, sampleLength: 4 },
};
