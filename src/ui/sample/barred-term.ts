/** Help on what rules keep out of a sample, which comes where they do. */
import { msg } from '@lit/localize';
import type { Term } from '../words/terms.ts';

export const barredTerm: Term = {
  name: () => msg('barred'),
  text: () =>
    msg(
      'What the rules keep out: forbidden characters, <UNK>, an early end, pitches outside the scale. The net gives it this share of the probability, after temperature; the rest is shared out in proportion. You see the mean, the largest shares, and that of a token that you click. Large ones mean that the rules go against what the net learned.',
    ),
};
