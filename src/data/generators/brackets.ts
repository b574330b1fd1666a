/**
 * Brackets of several kinds, well nested (a Dyck language, Chomsky and Schützenberger 1963): what is
 * opened last is closed first, so that a reader has to remember all that are open.
 */
import { type Move, remembered } from './grammar.ts';

const kinds = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
] as const;
/** Brackets that are open at once at most. */
const deepest = 4;
/** How often another one is opened: where none is, else the line ends; where some are, else the last closes. */
const opensAgain = 0.4;
const opensWithin = 0.35;
const beginning = 'nothing yet';

/** A state is what is open. */
export const brackets = remembered({
  symbols: kinds.flat(),
  start: beginning,
  next(state) {
    const open = state === beginning ? '' : state;
    const opens = chanceToOpen(state);
    const deeper = kinds.map(([symbol]): Move => {
      return { symbol, to: open + symbol, probability: opens / kinds.length };
    });
    const closing = kinds.find(([symbol]) => symbol === open.at(-1))?.[1] ?? null;
    const back: Move = { symbol: closing, to: open.slice(0, -1), probability: 1 - opens };
    return [...deeper, back].filter(({ probability }) => probability > 0);
  },
});

function chanceToOpen(state: string): number {
  // no line is empty
  if (state === beginning) return 1;
  if (state === '') return opensAgain;
  return state.length < deepest ? opensWithin : 0;
}
