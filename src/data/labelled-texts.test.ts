import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { labelledTexts } from 'virtual:labelledTexts';
import { runAtOnce } from '../lib/slices.ts';
import { fetchLabelledTexts } from './labelled-texts.ts';
import { type LabelledRow, readLabelled } from './rows/labelled.ts';

const { signal } = new AbortController();
const open = async (id: string) => runAtOnce(readLabelled(await fetchLabelledTexts(id, signal)));
const opened = { languages: open('languages'), authors: open('authors') };
const read = (id: keyof typeof opened) => opened[id];
const of = (rows: readonly LabelledRow[], part: LabelledRow['part']) =>
  rows.filter((row) => row.part === part).map(({ text }) => text);

describe('built-in labelled texts', () => {
  it('are lines of 28 languages, neighbours among them, and of 80 characters at most', async () => {
    const { rows, labels, refused, problems } = await read('languages');
    expect([refused, problems, labels.length]).toEqual([0, [], 28]);
    for (const name of 'Danish Norwegian Swedish Czech Slovak Spanish Portuguese'.split(' ')) {
      expect(labels).toContain(name);
      const own = rows.filter(({ label }) => label === name);
      expect(of(own, 'train').length).toBeGreaterThan(100);
      expect(of(own, 'test').length).toBeGreaterThan(10);
    }
    for (const { text } of rows) {
      expect(text.length).toBeLessThanOrEqual(80);
      expect(text.length).toBeGreaterThan(60);
      expect(text).not.toMatch(/[<>]|&\w+;/);
    }
  });

  it('are passages of three authors, as many of each', async () => {
    const { rows, labels, refused } = await read('authors');
    expect([refused, labels]).toEqual([0, ['Austen', 'Chesterton', 'Shakespeare']]);
    const counts = labels.map((label) => rows.filter((row) => row.label === label).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThan(200);
    for (const { text } of rows) expect(text.length).toBeLessThanOrEqual(200);
    // the line with title and author, which would be the answer
    expect(rows.filter(({ text }) => /^\[.* by /.test(text))).toEqual([]);
  });

  it.each(['languages', 'authors'] as const)(
    'of %s share no stretch of a text between the parts',
    async (id) => {
      const { rows } = await read(id);
      const trained = of(rows, 'train').join('\n');
      // what stands in the middle of a held-out text is trained on nowhere
      const known = of(rows, 'test').filter((text) => trained.includes(text.slice(20, 60)));
      expect(known).toEqual([]);
    },
  );

  it('begin with all labels in turn, so that few rows are of all of them', async () => {
    for (const id of ['languages', 'authors'] as const) {
      const { rows, labels } = await read(id);
      const first = rows.filter(({ part }) => part === 'test').slice(0, labels.length);
      expect(new Set(first.map(({ label }) => label)).size).toBe(labels.length);
    }
  });

  it('arrive as they were built', async () => {
    for (const { id, sha256 } of labelledTexts) {
      const text = await fetchLabelledTexts(id, signal);
      expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
    }
    await expect(fetchLabelledTexts('none', signal)).rejects.toThrow(
      'no such built-in: name none, choices languages, authors',
    );
  });
});
