/** Help on what a net is held against: a simpler model, or the best that any reader could do. */
import { msg } from '@lit/localize';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { Term } from '../words/terms.ts';

export const rivalTerms = {
  rival: {
    name: () => msg('simple rival'),
    text: () =>
      msg(
        'A simpler model, trained on the same rows and measured on the same held-out rows. A bag of words ignores order; trigrams are groups of three characters; a plain network has weights of its own for every place of a sentence. A net that reads in order should do better where order matters.',
      ),
  },
  nearestMean: {
    name: () => msg('simple rival'),
    text: () =>
      msg(
        'A simpler model, trained on the same recordings and measured on the same held-out ones: the class whose mean frame is nearest. It ignores order; a net that reads in order should do better where order matters.',
      ),
  },
  bound: {
    name: () => msg('best possible'),
    text: () =>
      msg(
        'The highest F1 that any reader with this look-ahead can reach, computed from the rules that generate the sentences. Where the words so far do not show whether a name begins, even the best guess is sometimes wrong.',
      ),
  },
} satisfies Record<string, Term>;

export function rivalTerm(task: TaskInfo | null): Term {
  return task?.recorded ? rivalTerms.nearestMean : rivalTerms.rival;
}
