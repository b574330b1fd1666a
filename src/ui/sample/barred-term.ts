/** Help on what rules keep out of a sample, which comes where they do. */
import { msg } from '@lit/localize';
import type { Term } from '../words/terms.ts';

export const barredTerm: Term = {
  name: () => msg('barred'),
  text: () =>
    msg(
      'What the rules keep out: forbidden characters, <UNK>, an end that comes too early, pitches outside the scale. The net gives it this share of the probability, after temperature, on average over the sample, and at the places named before the token that was drawn instead; what is left is shared out in proportion. A click on a token tells its own share. A large share means that the rules go against what the net has learned.',
    ),
};
