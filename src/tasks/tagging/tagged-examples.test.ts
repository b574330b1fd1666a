import { describe, expect, it } from 'vitest';
import { pasteTagged, small } from '../../testing/tagged-text.ts';

describe('the score of predicted tags', () => {
  const score = async (given: string[][], labels?: string) => {
    const data = await pasteTagged(small, { heldOut: 1, ...(labels ? { labels } : {}) });
    const answered = given.map((tags, index) => ({
      ...data.examples.at('train', index),
      given: tags,
    }));
    return data.examples.score(answered);
  };

  it('counts whole entities, and every tag', async () => {
    const found = await score([
      ['B-PER', 'O', 'O', 'O'],
      ['O', 'O', 'O', 'O'],
      ['B-PER', 'O', 'B-PER', 'O'],
    ]);
    expect(found.counted).toBe('entities');
    expect(found.overall).toMatchObject({ correct: 2, found: 3, gold: 3, f1: 2 / 3 });
    expect(found.accuracy).toBeCloseTo(11 / 12, 12);
    expect(
      found.labels.map(({ label, correct, found: all, gold }) => [label, correct, all, gold]),
    ).toEqual([
      ['O', 8, 9, 8],
      ['B-PER', 3, 3, 3],
      ['I-PER', 0, 0, 1],
    ]);
  });

  it('counts words, where labels are 0 and 1', async () => {
    const found = await score(
      [
        ['1', '0', '0', '0'],
        ['0', '1', '0', '0'],
        ['1', '0', '1', '0'],
      ],
      'binary',
    );
    expect(found.counted).toBe('words');
    expect(found.overall).toMatchObject({ correct: 3, found: 4, gold: 4, precision: 0.75 });
    expect(found.accuracy).toBeCloseTo(10 / 12, 12);
  });
});
