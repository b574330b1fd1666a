/** The cells of the reference, by id. */
import type { ReferenceCell } from './cell.ts';
import { gru, gruResetAfter, gruSimplified } from './gru.ts';
import { lstm, lstmPeephole } from './lstm.ts';
import { rnnRelu, rnnTanh } from './rnn.ts';

export const cells: readonly ReferenceCell[] = [
  rnnTanh,
  rnnRelu,
  gruSimplified,
  gru,
  gruResetAfter,
  lstm,
  lstmPeephole,
];

export function cellById(id: string): ReferenceCell {
  const cell = cells.find((candidate) => candidate.id === id);
  if (!cell) throw new RangeError(`reference: no cell ${id}`);
  return cell;
}
