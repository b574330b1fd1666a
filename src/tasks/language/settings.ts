/** What the net of languages starts with. */
import type { Starts } from '../../config/defaults.ts';

export const starts: Starts = {
  // what tells a language stands anywhere: no state has to carry it to the end
  language: {
    ...{ cell: 'gru', hiddenSize: 64, directions: 'both', summary: 'mean' },
    // few articles: with a column of weights for each character they would be learned by heart
    ...{ input: 'embedding', learningRate: 0.004 },
    ...{ schedule: 'warmup-cosine', scheduleSteps: 1500, decayFactor: 0.02 },
  },
};
