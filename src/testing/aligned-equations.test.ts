/** Two cells' equations beside one another: rows of one quantity, and what differs in them. */
import { expect, it } from 'vitest';
import { cells } from 'virtual:equations';
import type { CellEquations, MathTree } from 'virtual:equations';
import { alignedRows } from '../ui/equations/aligned-equations.ts';

const textOf = (node: MathTree | string): string =>
  typeof node === 'string'
    ? node
    : node
        .slice(2)
        .map((child) => textOf(child as MathTree))
        .join('');
/** Marked terms stand in braces. */
const told = (node: MathTree | string): string => {
  if (typeof node === 'string') return node;
  const inner = node
    .slice(2)
    .map((child) => told(child as MathTree))
    .join('');
  return node[1].class === 'differs' ? `{${inner}}` : inner;
};
const linesOf = (id: string) => (cells[id] as CellEquations).lines;
const rowsOf = (own: string, other: string) =>
  alignedRows(linesOf(own), linesOf(other)).map((row) =>
    [row.own, row.other].map((line) => (line ? told(line.math).replaceAll('\u2061', '') : '–')),
  );

it('has a row for each quantity, and marks what only one side has', () => {
  expect(rowsOf('gru', 'gru-simplified')).toEqual([
    ['Γr=σ(Wr[c⟨t−1⟩,x⟨t⟩]+br)', '–'],
    ['c~⟨t⟩=tanh(Wc[{Γr}{∗}c⟨t−1⟩,x⟨t⟩]+bc)', 'c~⟨t⟩=tanh(Wc[c⟨t−1⟩,x⟨t⟩]+bc)'],
    ...linesOf('gru-simplified')
      .slice(1)
      .map(({ math }) => [textOf(math), textOf(math)]),
  ]);
  const rows = rowsOf('lstm', 'gru');
  expect(rows.map((row) => row.map((line) => line.split('=')[0]))).toEqual([
    ['–', 'Γr'],
    ['c~⟨t⟩', 'c~⟨t⟩'],
    ['Γu', 'Γu'],
    ['Γf', '–'],
    ['Γo', '–'],
    ['c⟨t⟩', 'c⟨t⟩'],
    ['a⟨t⟩', 'a⟨t⟩'],
  ]);
  expect(rows[2]).toEqual(['Γu=σ(Wu[{a⟨t−1⟩},x⟨t⟩]+bu)', 'Γu=σ(Wu[{c⟨t−1⟩},x⟨t⟩]+bu)']);
  expect(rows[5]).toEqual(['c⟨t⟩=Γu∗c~⟨t⟩+{Γf}∗c⟨t−1⟩', 'c⟨t⟩=Γu∗c~⟨t⟩+{(}{1}{−}{Γu}{)}∗c⟨t−1⟩']);
});

it.each(Object.keys(cells))(
  'of %s and any other cell loses no line, and marks none beside itself',
  (id) => {
    for (const other of Object.keys(cells)) {
      const rows = alignedRows(linesOf(id), linesOf(other));
      const sides = [rows.map((row) => row.own), rows.map((row) => row.other)];
      sides.forEach((side, at) => {
        const there = side.flatMap((line) => (line ? [textOf(line.math)] : []));
        expect(there.sort()).toEqual(
          linesOf([id, other][at])
            .map(({ math }) => textOf(math))
            .sort(),
        );
      });
      if (other === id) expect(rowsOf(id, id).flat().join()).not.toMatch(/[{–]/);
      for (const row of rows) expect(row.own ?? row.other).not.toBeNull();
    }
  },
);
