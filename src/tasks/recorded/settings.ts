/** What nets of recordings start with. */
import type { Starts } from '../../config/defaults.ts';

/** Few recordings: a larger net knows each by heart before it knows what they have in common. */
const small: Starts[string] = {
  ...{ cell: 'gru', hiddenSize: 24, batchSize: 16, learningRate: 0.005 },
};

export const starts: Starts = { voice: small, gesture: small };
