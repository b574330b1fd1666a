/**
 * As many b as a, and as many c: what can only be told by counting. Every number of a from 1 to the
 * most is as likely (Gers and Schmidhuber, "LSTM recurrent networks learn simple context-free and
 * context-sensitive languages", 2001).
 */
import { ending, type Grammar, type Move, remembered } from './grammar.ts';

/** Of each letter. */
export const mostCounted = 12;

/** @param letters in turn, each as often as the first. States: `a3` after the third a, `b2` with two b to come */
export function counted(letters: readonly string[]): Grammar {
  const [first, ...others] = letters;
  const behind = (letter: string) => others[others.indexOf(letter) + 1];
  const down = (letter: string, left: number, count: number): Move => ({
    ...{ symbol: letter, to: `${letter},${left - 1},${count}` },
    probability: 1,
  });
  return remembered({
    symbols: letters,
    start: `${first},0,0`,
    next(state) {
      const [letter, ...numbers] = state.split(',');
      const [left, count] = numbers.map(Number);
      if (letter === first) {
        if (count === 0) return [{ symbol: first, to: `${first},0,1`, probability: 1 }];
        const ends = 1 / (mostCounted - count + 1);
        const turn = { ...down(others[0], count, count), probability: ends };
        const more = { symbol: first, to: `${first},0,${count + 1}`, probability: 1 - ends };
        return count < mostCounted ? [more, turn] : [turn];
      }
      if (left > 0) return [down(letter, left, count)];
      const following = behind(letter);
      return following === undefined ? ending : [down(following, count, count)];
    },
  });
}
