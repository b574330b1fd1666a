/** What the net that names what is going on starts with. */
import type { Starts } from '../../config/defaults.ts';

export const starts: Starts = {
  activity: { cell: 'gru', hiddenSize: 32, batchSize: 16, learningRate: 0.005 },
};
