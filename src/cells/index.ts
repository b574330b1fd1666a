/** The cells that the menu shows: adding one is its file, its shader and a line here. */
import type { Cell } from './cell.ts';
import { gruResetAfter } from './gru-reset-after.ts';
import { gruSimplified } from './gru-simplified.ts';
import { gru } from './gru.ts';
import { lstmPeephole } from './lstm-peephole.ts';
import { lstm } from './lstm.ts';
import { plain } from './plain.ts';
import { rnnRelu } from './rnn-relu.ts';
import { rnnTanh } from './rnn-tanh.ts';

export const cells: readonly Cell[] = [
  rnnTanh,
  rnnRelu,
  gruSimplified,
  gru,
  gruResetAfter,
  lstm,
  lstmPeephole,
];

/** These, and the one that is no recurrent cell. */
export const allCells: readonly Cell[] = [...cells, plain];
