/** Help on keystrokes, which comes with their tab. */
import { msg } from '@lit/localize';
import type { Term } from '../words/terms.ts';

export const keystrokesTerm: Term = {
  name: () => msg('keystrokes saved'),
  text: () =>
    msg(
      'Somebody copies the last held-out chapter, up to 500 characters at a time into an empty field. If all of the first suggestion is what comes next, Tab takes it: one key. Otherwise each character is one key. Saved: 1 − keys / characters. The bigram suggests by the same rule, from the token before alone.',
    ),
};
