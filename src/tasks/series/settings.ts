/** What the net of a series starts with. */
import type { Starts } from '../../config/defaults.ts';

export const starts: Starts = {
  // few streams: of a short series there are not many
  series: {
    ...{ hiddenSize: 32, batchSize: 16, schedule: 'warmup-cosine', scheduleSteps: 1500 },
    decayFactor: 0.02,
  },
};
