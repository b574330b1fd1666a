/**
 * “the cat … was”, “the cats … were”: the verb agrees with the first noun, whatever stands between
 * them. Other nouns do, in both numbers, and say nothing of the verb (agreement attraction: Linzen,
 * Dupoux and Goldberg, "Assessing the ability of LSTMs to learn syntax-sensitive dependencies", 2016).
 */
import { ending, evenly, type Grammar, remembered } from './grammar.ts';

const animals = ['cat', 'dog', 'bird', 'horse', 'snake', 'goat'];
const places = ['near', 'behind', 'beside', 'above', 'below'];
const adverbs = ['here', 'there', 'outside', 'upstairs'];
const states = ['hungry', 'tired', 'happy', 'asleep'];
/** By number of the subject. */
export const verbs = ['was', 'were'] as const;
const ofBoth = animals.flatMap((animal) => [animal, `${animal}s`]);
const phrase = 3;

/** @param gap words between the subject and the verb. States: number of the subject and words so far */
export function agreement(gap: number): Grammar {
  const verbAt = 2 + gap;
  /** What may stand at a place between subject and verb: as many adverbs as fit no phrase, then phrases. */
  const between = (at: number): readonly string[] => {
    const spare = gap % phrase;
    if (at < spare) return adverbs;
    return [places, ['the'], ofBoth][(at - spare) % phrase];
  };
  return remembered({
    symbols: ['the', ...ofBoth, ...places, ...adverbs, ...verbs, ...states],
    start: ',0',
    next(state) {
      const [number, at] = state.split(',');
      const place = Number(at);
      const all = (words: readonly string[], of = number) =>
        evenly(words.map((symbol) => ({ symbol, to: `${of},${place + 1}` })));
      if (place === 0) return all(['the']);
      if (place === 1) {
        const some = (of: string, words: readonly string[]) =>
          all(words, of).map((move) => ({ ...move, probability: move.probability / 2 }));
        const plural = animals.map((animal) => `${animal}s`);
        return [...some('0', animals), ...some('1', plural)];
      }
      if (place < verbAt) return all(between(place - 2));
      if (place === verbAt) return all([verbs[Number(number)]]);
      return place === verbAt + 1 ? all(states) : ending;
    },
  });
}
