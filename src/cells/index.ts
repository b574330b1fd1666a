/** The cells that the menu shows: adding one is its file, its shader and a line here. */
import type { Cell } from './cell.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';
import { rnnTanh } from './rnn.ts';

export const cells: readonly Cell[] = [rnnTanh, gru, lstm];
