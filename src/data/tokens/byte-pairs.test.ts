import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../../lib/slices.ts';
import { mergesSlices } from './byte-pair-merges.ts';
import { BytePairs, cutForMerging } from './byte-pairs.ts';
import { timesOf } from '../../testing/thorough.ts';

function learned(text: string, most: number, hasEnd = false): BytePairs {
  const counts = new Map<string, number>();
  for (const word of cutForMerging(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new BytePairs(runAtOnce(mergesSlices(counts, most)), hasEnd);
}

const scripts = [
  'low lower lowest newest widest, ',
  '寥落古行宮，宮花寂寞紅。',
  'เด็กผู้หญิงคนหนึ่ง ',
  'كانت القطة على السجادة. ',
  'Ça naïve\u0301 😀👩‍🚀\ufeff\u0000\r\n\t',
];

describe('byte-pair encoding', () => {
  it('merges what stands side by side most often, of equals the lower ids (Sennrich et al. 2016)', () => {
    // low ×5, lower ×2, newest ×6, widest ×3: es, est, lo, low, ne, new, newest as in the paper's figure
    const counts = new Map([
      ['low', 5],
      ['lower', 2],
      ['newest', 6],
      ['widest', 3],
    ]);
    const set = new BytePairs(runAtOnce(mergesSlices(counts, 4)));
    expect([256, 257, 258, 259].map((id) => set.label(id))).toEqual(['es', 'est', 'lo', 'low']);
    expect([...set.encode('lowest').tokens].map((id) => set.label(id))).toEqual(['low', 'est']);
    expect(() => set.label(260)).toThrow(RangeError);
  });

  it('agrees with merges that are counted anew each time', () => {
    const text = scripts.join('').repeat(3) + 'the cat sat on the mat with the hat, aaaa aaa';
    const counts = new Map<string, number>();
    for (const word of cutForMerging(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    let words = [...counts].map(([word, count]) => ({
      ids: [...new TextEncoder().encode(word)],
      count,
    }));
    const slow: [number, number][] = [];
    for (;;) {
      const pairs = new Map<string, number>();
      for (const { ids, count } of words) {
        ids.slice(1).forEach((id, at) => {
          const key = `${ids[at]},${id}`;
          pairs.set(key, (pairs.get(key) ?? 0) + count);
        });
      }
      const [best] = [...pairs]
        .map(([key, count]) => ({ pair: key.split(',').map(Number), count }))
        .sort((a, b) => b.count - a.count || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
      if (!best || best.count < 2) break;
      const [first, second] = best.pair;
      const id = 256 + slow.push([first, second]) - 1;
      words = words.map(({ ids, count }) => {
        const merged: number[] = [];
        for (let at = 0; at < ids.length; at++) {
          const isPair = ids[at] === first && ids[at + 1] === second;
          merged.push(isPair ? id : ids[at]);
          if (isPair) at++;
        }
        return { ids: merged, count };
      });
    }
    expect(slow.length).toBeGreaterThan(50);
    expect(runAtOnce(mergesSlices(counts, Infinity))).toEqual(slow);
  });

  it.each([false, true])(
    'round-trips any string, whatever it was learned on; with an end: %s',
    (hasEnd) => {
      const sets = scripts.map((text) => learned(text.repeat(2), 60, hasEnd));
      const anything = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc
          .array(fc.constantFrom(...scripts.flatMap((text) => [...text])), { maxLength: 200 })
          .map((all) => all.join('')),
      );
      fc.assert(
        fc.property(anything, fc.constantFrom(...sets), (text, set) => {
          const { tokens, skipped } = set.encode(text);
          expect(set.decode(tokens)).toBe(text);
          const write = set.writer();
          expect(Array.from(tokens, (id) => write(id)).join('')).toBe(text);
          expect(skipped).toEqual([]);
          for (const id of tokens) expect(id).toBeLessThan(set.size - (hasEnd ? 1 : 0));
        }),
        { numRuns: timesOf(150) },
      );
    },
  );

  it('names bytes that are no character', () => {
    // E5 AE AE: the lower of two pairs that are equally frequent is that of AE with itself
    const set = learned('宮宮宮宮', 1, true);
    expect([...set.encode('宮').tokens].map((id) => set.label(id))).toEqual(['<E5>', '<AE AE>']);
    expect(learned('宮宮宮宮', 2).label(257)).toBe('宮');
    expect(set.label(set.end!)).toBe('<EOS>');
  });
});
