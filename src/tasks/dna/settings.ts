/** What the net of genes starts with. */
import type { Starts } from '../../config/defaults.ts';
import { exactly } from '../grammars/settings.ts';

export const starts: Starts = {
  dna: { ...exactly, hiddenSize: 64, scheduleSteps: 1500 },
};
