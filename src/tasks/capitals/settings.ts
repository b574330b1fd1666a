/** What the net of capitals and full stops starts with. */
import type { Starts } from '../../config/defaults.ts';

export const starts: Starts = {
  capitals: { hiddenSize: 96, schedule: 'warmup-cosine', decayFactor: 0.02, scheduleSteps: 1500 },
};
