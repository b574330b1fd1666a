import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lists } from 'virtual:lists';

import { runAtOnce } from '../lib/slices.ts';
import { builtinLists, fetchBuiltinList } from './lists.ts';
import { readLines } from './rows/lines.ts';

const { signal } = new AbortController();

describe('built-in lists', () => {
  it('are first names and two kinds of Latin names, thousands of each', () => {
    expect(builtinLists.map(({ id }) => id)).toEqual(['first-names', 'animals', 'plants']);
    const [names, animals, plants] = builtinLists.map(({ rows }) => rows);
    expect(names).toBeGreaterThan(8000);
    expect(animals).toBeGreaterThan(1500);
    expect(plants).toBeGreaterThan(1700);
  });

  it('are sound rows, none of them twice, as long as is said', async () => {
    for (const { id, rows, sha256: hash } of lists) {
      const text = await fetchBuiltinList(id, signal);
      const read = runAtOnce(readLines(text));
      expect(read.rows.length).toBe(rows);
      expect([read.duplicates, read.refused, read.empty, read.problems]).toEqual([0, 0, 0, []]);
      expect(read.longest).toBeLessThan(25);
      expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
    }
  });

  it('are refused by name where there is none', async () => {
    await expect(fetchBuiltinList('dinosaurs', signal)).rejects.toThrow(
      'no such built-in: name dinosaurs, choices first-names, animals, plants',
    );
  });
});
