/** Few cases that together contain every pair of values of any two dimensions. */
import { uniformNumbers } from './reference/random-model.ts';

type Dimensions = Readonly<Record<string, readonly unknown[]>>;
type Row<D extends Dimensions> = { [Key in keyof D]: D[Key][number] };

/** Greedy: each case is the best of some random ones. The same seed gives the same cases. */
export function pairwiseCases<const D extends Dimensions>(dimensions: D, seed: number): Row<D>[] {
  const next = uniformNumbers(seed);
  const sizes = Object.values(dimensions).map((values) => values.length);
  const wanted = new Set(sizes.flatMap((size, d) => pairsFrom(sizes, d, size)));
  const rows: number[][] = [];
  while (wanted.size > 0) {
    const [a, i, b, j] = ([...wanted][0] ?? '').split(' ').map(Number);
    let best: number[] = [];
    let most = -1;
    for (let attempt = 0; attempt < 200; attempt++) {
      const row = sizes.map((size) => Math.floor(next() * size));
      [row[a], row[b]] = [i, j];
      const covered = pairsOf(row).filter((pair) => wanted.has(pair)).length;
      if (covered > most) [best, most] = [row, covered];
    }
    for (const pair of pairsOf(best)) wanted.delete(pair);
    rows.push(best);
  }
  const names = Object.keys(dimensions);
  return rows.map(
    (row) => Object.fromEntries(row.map((v, d) => [names[d], dimensions[names[d]][v]])) as Row<D>,
  );
}

/** All pairs of a value of dimension `d` with one of a later dimension. */
function pairsFrom(sizes: number[], d: number, size: number): string[] {
  return sizes.flatMap((other, e) =>
    e <= d
      ? []
      : Array.from(
          { length: size * other },
          (_, k) => `${d} ${k % size} ${e} ${Math.floor(k / size)}`,
        ),
  );
}

function pairsOf(row: number[]): string[] {
  return row.flatMap((value, d) =>
    row.flatMap((other, e) => (e <= d ? [] : [`${d} ${value} ${e} ${other}`])),
  );
}
