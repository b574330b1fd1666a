/**
 * The Reber grammar (Reber, "Implicit learning of artificial grammars", 1967): a walk through a small
 * graph, a fair coin at every fork. Embedded in itself, its last letter but one repeats its second,
 * however long the walk between them was (Hochreiter and Schmidhuber, "Long short-term memory", 1997).
 */
import { ending, evenly, type Move, remembered } from './grammar.ts';

/** From each node the letters that may follow, and where each leads. */
const graph: Readonly<Record<string, readonly [letter: string, to: string][]>> = {
  0: [['B', '1']],
  1: [
    ['T', '2'],
    ['P', '3'],
  ],
  2: [
    ['S', '2'],
    ['X', '4'],
  ],
  3: [
    ['T', '3'],
    ['V', '5'],
  ],
  4: [
    ['X', '3'],
    ['S', '6'],
  ],
  5: [
    ['P', '4'],
    ['V', '6'],
  ],
  6: [['E', 'end']],
};
const letters = ['B', 'E', 'P', 'S', 'T', 'V', 'X'];
const last = 'end';

function movesFrom(node: string): readonly Move[] {
  return evenly(graph[node].map(([symbol, to]) => ({ symbol, to })));
}

export const reber = remembered({
  symbols: letters,
  start: '0',
  next: (state) => (state === last ? ending : movesFrom(state)),
});

/** B, T or P, a whole walk, the same T or P again, E. States: `T3` is node 3 of a walk behind a T. */
export const embeddedReber = remembered({
  symbols: letters,
  start: 'B',
  next(state) {
    const one = (symbol: string, to: string) => evenly([{ symbol, to }]);
    if (state === 'B') return one('B', 'fork');
    if (state === 'fork') return evenly(['T', 'P'].map((symbol) => ({ symbol, to: `${symbol}0` })));
    if (state === 'E') return one('E', last);
    if (state === last) return ending;
    const [outer, node] = [state[0], state.slice(1)];
    if (node === last) return one(outer, 'E');
    return movesFrom(node).map((move) => ({ ...move, to: `${outer}${move.to}` }));
  },
});
