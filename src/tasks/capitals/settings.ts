/** What the net of capitals and full stops starts with. */
import type { Starts } from '../../config/defaults.ts';

export const starts: Starts = {
  // a book has few sentences: at a higher rate, or for longer, they are learned by heart
  capitals: {
    ...{ cell: 'gru', hiddenSize: 96, input: 'embedding', learningRate: 0.005 },
    textDirections: 'both',
    ...{ schedule: 'warmup-cosine', scheduleSteps: 1000, decayFactor: 0.02 },
  },
};
