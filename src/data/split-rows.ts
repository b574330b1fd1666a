/** Which rows a net is trained on and which are held out, by whole rows. */
import { permutation, RandomWords, randomStreams } from './permutation.ts';

export interface SplitRows<Row> {
  train: Row[];
  heldOut: Row[];
}

/**
 * Holds out about `percent` of the rows, and never all. Rows with the same key are on the same side,
 * or a net could know by heart what it is tested on. A function of rows and seed alone; within each
 * side rows keep their order.
 */
export function splitRows<Row>(
  rows: readonly Row[],
  percent: number,
  seed: number,
  keyOf: (row: Row) => string,
): SplitRows<Row> {
  const byKey = new Map<string, number>();
  for (const row of rows) byKey.set(keyOf(row), (byKey.get(keyOf(row)) ?? 0) + 1);
  const keys = [...byKey.keys()];
  const order = permutation(keys.length, new RandomWords(seed, randomStreams.split));
  const wanted = Math.round((rows.length * percent) / 100);
  const away = new Set<string>();
  let held = 0;
  for (const index of order) {
    const count = byKey.get(keys[index]) as number;
    // one kind of row at least is trained on
    if (held + count > wanted || away.size === keys.length - 1) continue;
    away.add(keys[index]);
    held += count;
  }
  return {
    train: rows.filter((row) => !away.has(keyOf(row))),
    heldOut: rows.filter((row) => away.has(keyOf(row))),
  };
}
