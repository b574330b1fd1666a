import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../lib/slices.ts';
import { copiedTextSlices } from './copied-text.ts';
import type { CopiedText } from '../protocol/frames.ts';

function measure(sample: string, corpus: string): CopiedText {
  const codes = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
  return runAtOnce(
    copiedTextSlices(Uint32Array.from(codes(sample)), Uint8Array.from(codes(corpus))),
  );
}

/** By looking everything up. */
function measureSlowly(sample: string, corpus: string): { longest: number; share: number } {
  let longest = 0;
  for (let start = 0; start < sample.length; start++) {
    for (let end = start + longest + 1; end <= sample.length; end++) {
      if (!corpus.includes(sample.slice(start, end))) break;
      longest = end - start;
    }
  }
  const total = Math.max(0, sample.length - 7);
  const found = Array.from({ length: total }, (_, at) => sample.slice(at, at + 8));
  const share = total > 0 ? found.filter((words) => corpus.includes(words)).length / total : 0;
  return { longest, share };
}

describe('copied text', () => {
  it('names the longest run of the sample that stands in the corpus', () => {
    const { longest, measured } = measure('xx the quick brown yy', 'see the quick brown fox');
    expect(longest).toEqual({ start: 2, length: 17 });
    expect(measured).toBe(21);
  });

  it('finds everything in a sample that was cut from the corpus', () => {
    expect(measure('quick brown fox', 'the quick brown fox jumps')).toEqual({
      measured: 15,
      longest: { start: 0, length: 15 },
      share: 1,
    });
  });

  it('finds nothing where no character is shared, and in nothing', () => {
    expect(measure('abcabcabc', 'xyz').longest.length).toBe(0);
    expect(measure('', 'xyz')).toEqual({ measured: 0, longest: { start: 0, length: 0 }, share: 0 });
  });

  it('agrees with looking every run up', () => {
    const text = (maxLength: number) =>
      fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength });
    fc.assert(
      fc.property(text(40), text(120), (sample, corpus) => {
        const expected = measureSlowly(sample, corpus);
        const { longest, share } = measure(sample, corpus);
        expect(longest.length).toBe(expected.longest);
        expect(share).toBeCloseTo(expected.share, 12);
        const run = sample.slice(longest.start, longest.start + longest.length);
        expect(corpus.includes(run)).toBe(true);
      }),
    );
  });
});
