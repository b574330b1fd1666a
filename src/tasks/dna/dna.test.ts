import { expect, it } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { dna } from './dna.ts';

const settings = { ...defaultSettings(), task: 'dna' };
const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const open = (source: TextSource) => dna.open(source, settings, quiet);
const paste = (text: string) => open({ kind: 'paste', text });

it('strands are generated, held out whole, and none is on both sides', async () => {
  const data = await open({ kind: 'builtin', id: 'strands' });
  const counts = data.examples?.counts ?? { train: 0, heldOut: 0 };
  const at = (part: 'train' | 'heldOut', index: number) => data.examples?.at(part, index);
  expect(counts.train + counts.heldOut).toBe(4000);
  expect(counts.heldOut).toBe(400);
  const strands = (part: 'train' | 'heldOut') =>
    Array.from({ length: counts[part] }, (_, index) => at(part, index)?.shown.join(''));
  const trained = new Set(strands('train'));
  expect(strands('heldOut').filter((strand) => trained.has(strand))).toEqual([]);
  expect(data.metrics.flatMap(({ gives }) => gives)).toEqual(dna.info.metrics.map(({ id }) => id));
  const directions = (textDirections: 'forward' | 'both') =>
    data.model({ ...settings, textDirections }).shape.directions;
  expect([data.model(settings).shape.directions, directions('both')]).toEqual([1, 2]);
  await expect(open({ kind: 'builtin', id: 'alice' })).rejects.toThrow('no such built-in');
});

it('a FASTA is read record by record, and every bad one is named by number and reason', async () => {
  const long = 'A'.repeat(513);
  const given = `ACG\n>one\nccaugg\nCCTAA\n>two\n>three\nACGNACG\n>four\n${long}\n>five\nACGT\n`;
  const { info, examples } = await paste(given);
  const problem = (name: string, values: object) => ({
    code: 'of a task',
    values: { task: 'dna', problem: name, values },
  });
  expect(info.rows).toMatchObject({ total: 2, refused: 4 });
  expect(info.rows?.remarks).toEqual([
    { row: 1, problem: problem('no name', { record: 1 }) },
    { row: 5, problem: problem('no bases', { record: 3 }) },
    { row: 6, problem: problem('no base', { record: 4, found: 'N', place: 4 }) },
    { row: 8, problem: problem('too long', { record: 5, length: 513, limit: 512 }) },
  ]);
  const all = (['train', 'heldOut'] as const).flatMap((part) =>
    Array.from({ length: examples?.counts[part] ?? 0 }, (_, index) => examples?.at(part, index)),
  );
  expect(all.map((row) => row?.shown.join(''))).toContain('CCATGGCCTAA');
  expect(all.map((row) => row?.wanted.join(''))).toContain('····M··A··*'.slice(0, 11));
});

it('lines without names are sequences too; a text without any is refused', async () => {
  expect((await paste('ACGT\n\nATGTAA\nATGX\n')).info.rows).toMatchObject({ total: 2, refused: 1 });
  await expect(paste('>a\n>b\n')).rejects.toMatchObject({ problem: { code: 'in a row' } });
  await expect(paste('\n')).rejects.toThrow('no rows');
});

it('a line of one’s own is answered, with what is right beside', async () => {
  const data = await open({ kind: 'builtin', id: 'strands' });
  const { labels, targets, tokens, skipped } = data.line('xatgn uaa');
  expect(labels.join('')).toBe('ATGTAA');
  expect(skipped).toEqual(['X', 'N']);
  expect(Array.from(targets, (target) => data.targets.label(target)).join('')).toBe('··M··*');
  expect(tokens.length).toBe(6);
  expect(targets).not.toContain(maskedTarget);
  expect(data.line('ATGTAA', 2).labels).toEqual(['A', 'A']);
  expect(data.withHeldOut(20).info.rows).toMatchObject({ heldOut: 800 });
});
