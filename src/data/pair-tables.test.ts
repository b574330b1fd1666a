import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pairTables } from 'virtual:pairTables';
import { runAtOnce } from '../lib/slices.ts';
import { fetchPairTable } from './pair-tables.ts';
import { readPairs } from './rows/pairs.ts';

const { signal } = new AbortController();
const read = async (id: string) => runAtOnce(readPairs(await fetchPairTable(id, signal)));

describe('built-in tables of pairs', () => {
  it('are words and their phones, each word once', async () => {
    const { rows, refused } = await read('cmudict');
    expect(refused).toBe(0);
    expect(rows.length).toBeGreaterThan(30_000);
    expect(new Set(rows.map(({ source }) => source)).size).toBe(rows.length);
    const phones = new Set(rows.flatMap(({ target }) => target.split(' ')));
    expect(phones.size).toBe(39);
    const isOne = (source: string, target: string) =>
      /^[a-z]{2,12}$/.test(source) && /^[A-Z]{1,2}( [A-Z]{1,2})*$/.test(target);
    expect(rows.filter(({ source, target }) => !isOne(source, target))).toEqual([]);
    const known = new Map(rows.map(({ source, target }) => [source, target]));
    const some = { aardvark: 'AA R D V AA R K', abandon: 'AH B AE N D AH N', abate: 'AH B EY T' };
    const found = Object.entries(some).filter(([word]) => known.has(word));
    expect(found.length).toBeGreaterThan(0);
    for (const [word, sound] of found) expect(known.get(word)).toBe(sound);
  });

  it.each([
    ['french', 'cat', 'chat'],
    ['german', 'cat', 'Katze'],
    ['chinese', 'cat', '猫'],
  ])('are names of emoji in %s', async (id, english, own) => {
    const { rows, refused } = await read(id);
    expect(refused).toBe(0);
    expect(rows.length).toBeGreaterThan(1000);
    expect(rows.find(({ source }) => source === english)?.target).toBe(own);
  });

  it('arrive as they were built', async () => {
    for (const { id, rows, sha256 } of pairTables) {
      const text = await fetchPairTable(id, signal);
      expect(text.split('\n')).toHaveLength(rows + 2);
      expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
    }
    await expect(fetchPairTable('none', signal)).rejects.toThrow(
      'no such built-in: name none, choices cmudict, french, german, chinese',
    );
  });
});
