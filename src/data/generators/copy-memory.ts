/**
 * Copy memory (Hochreiter and Schmidhuber 1997; Arjovsky, Shah and Bengio, "Unitary evolution
 * recurrent neural networks", 2016): some letters, a long pause, and the same letters again. Only the
 * first ones are uncertain.
 */
import { ending, evenly, type Grammar, remembered } from './grammar.ts';

export const letters = ['a', 'b', 'c', 'd'];
const pauseSign = '·';
/** Letters that have to be remembered. */
export const copiedLength = 3;

/** @param gap signs of the pause. A state is the letters and how many signs stand behind them */
export function copyMemory(gap: number): Grammar {
  return remembered({
    symbols: [...letters, pauseSign],
    start: ',0',
    next(state) {
      const [given, count] = state.split(',');
      const behind = Number(count);
      if (given.length < copiedLength) {
        return evenly(letters.map((symbol) => ({ symbol, to: `${given}${symbol},0` })));
      }
      if (behind === gap + copiedLength) return ending;
      const symbol = behind < gap ? pauseSign : given[behind - gap];
      return evenly([{ symbol, to: `${given},${behind + 1}` }]);
    },
  });
}
