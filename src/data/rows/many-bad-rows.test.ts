/** Very many bad rows: all are counted, the first are listed, and they cost no more than others. */
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../../lib/slices.ts';
import { readColumn, shapeOfTable } from './csv.ts';
import { unlistedIn } from './data-problem.ts';
import { readLines } from './lines.ts';
import { readWordTags } from './word-tags.ts';

describe('many bad rows', () => {
  it('are all counted, and the first thousand listed', () => {
    const found = runAtOnce(readLines('a\nb\u0000\n'.repeat(5000)));
    const { rows, problems, counts, refused } = found;
    expect(rows.length).toBe(5000);
    expect([problems.length, counts['control character'], refused]).toEqual([1000, 5000, 5000]);
    expect(unlistedIn(found)).toBe(4000);
  });

  it('of which each has several reasons, too', () => {
    const found = runAtOnce(readWordTags('a/B-X b c d/O\ne/O\n'.repeat(700)));
    expect([found.problems.length, found.refused, found.rows.length]).toEqual([1000, 700, 700]);
    expect(unlistedIn(found)).toBe(400);
  });

  it('cost no more than others, quotes that are never closed among them', () => {
    const count = 50_000;
    const text = `name,age\n${'a,"b\nc,d\n'.repeat(count)}`;
    const { rows, counts } = runAtOnce(readColumn(text, shapeOfTable(text), 'name'));
    expect(rows.length).toBe(count);
    expect(counts).toEqual({ 'unclosed quote': count });
  });
});
