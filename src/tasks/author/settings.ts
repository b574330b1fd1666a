/** What the net of authors starts with. */
import type { Starts } from '../../config/defaults.ts';

export const starts: Starts = {
  author: {
    ...{ cell: 'gru', hiddenSize: 64, directions: 'both', summary: 'mean' },
    ...{ input: 'embedding', learningRate: 0.004 },
    ...{ schedule: 'warmup-cosine', scheduleSteps: 800, decayFactor: 0.02 },
  },
};
