/** Help on the quiz, which comes with its tab. */
import { msg } from '@lit/localize';
import type { Term } from '../words/terms.ts';

export const quizTerm: Term = {
  name: () => msg('homophone quiz'),
  text: () =>
    msg(
      'Of two words that sound alike, by the CMU Pronouncing Dictionary, one stood in a sentence that was never trained on. The net takes the one with which the whole sentence is likelier. Bigram: by the word before and the one behind. Unigram: the more frequent word.',
    ),
};
