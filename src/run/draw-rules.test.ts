/** What a person's wishes mean in tokens: at every level, of tunes, and where they cannot be met. */
import { describe, expect, it } from 'vitest';
import { BytePairs } from '../data/tokens/byte-pairs.ts';
import { Characters } from '../data/tokens/characters.ts';
import { Labels } from '../data/tokens/labels.ts';
import type { TokenSet } from '../data/tokens/token-set.ts';
import { Words } from '../data/tokens/words.ts';
import { barredByScale } from '../tasks/tunes/in-scale.ts';
import type { DrawnSequences } from '../tasks/task.ts';
import { endsOf, tokenRules } from './draw-rules.ts';

const usual = { temperature: 1, topK: 0 };
const barred = (targets: TokenSet, wishes: object, sequences?: Partial<DrawnSequences>) =>
  tokenRules(
    { targets, sequences: sequences as DrawnSequences },
    { ...usual, ...wishes },
  ).barred?.map((id) => targets.label(id));

describe('what may not be drawn', () => {
  it('is nothing where nothing is wished', () => {
    expect(tokenRules({ targets: Characters.fromText('ab') }, usual)).toEqual({
      ...usual,
      topP: 1,
      barred: [],
    });
  });

  it('is what has a forbidden character in it, and never the end', () => {
    expect(barred(Characters.fromText('abcE\n', true), { without: 'aE<' })).toEqual(['E', 'a']);
    const words = new Words(['tea', 'toast', 'jam']);
    expect(barred(words, { without: 'ea' })).toEqual(['tea', 'toast', 'jam']);
    expect(barred(words, { without: 'm', unknown: 'never' })).toEqual(['<UNK>', 'jam']);
    expect(barred(words, { without: 'U<' })).toEqual([]);
  });

  it('is, of pieces, also what a forbidden character could be put together from', () => {
    const pieces = new BytePairs([[0x74, 0x68]], true);
    expect(barred(pieces, { without: 'h' })).toEqual(['h', 'th']);
    const parts = barred(pieces, { without: 'é' }) as string[];
    expect(parts).toContain('<C3>');
    expect(parts.every((label) => label.startsWith('<'))).toBe(true);
  });

  it('is, of tunes, every pitch outside the scale, in every octave', () => {
    const set = new Labels(['C4', 'C#4', 'D#5', 'F#2', 'G4', 'B3', '2+1'], true);
    const tune = { barredBy: barredByScale(set) };
    expect(barred(set, { scale: 'major', tonic: 'C' }, tune)).toEqual(['C#4', 'D#5', 'F#2']);
    expect(barred(set, { scale: 'blues' }, tune)).toEqual(['C#4', 'B3']);
    expect(barred(set, { scale: 'minor', tonic: 'A#' }, tune)).toEqual(['G4', 'B3']);
    expect(barred(set, { scale: 'off' }, tune)).toEqual([]);
    const sharps = new Labels(['C#4', '2+1'], true);
    expect(() => barred(sharps, { scale: 'major' }, { barredBy: barredByScale(sharps) })).toThrow(
      expect.objectContaining({
        problem: { code: 'nothing left to draw', values: { symbols: 1 } },
      }),
    );
  });

  it('is never everything', () => {
    const problem = { code: 'nothing left to draw', values: { symbols: 2 } };
    const all = () => barred(Characters.fromText('ab', true), { without: 'ab' });
    expect(all).toThrow(expect.objectContaining({ problem }));
  });
});

describe('how long sequences are', () => {
  const sequences = { end: 9, limit: 20 } as DrawnSequences;

  it('counts what is given, and not the end', () => {
    expect(endsOf(sequences, 0, {})).toEqual({ token: 9, limit: 20, least: 0 });
    expect(endsOf(sequences, 6, {})).toEqual({ token: 9, limit: 14, least: 0 });
    expect(endsOf(sequences, 25, {})).toEqual({ token: 9, limit: 1, least: 0 });
    const least = endsOf(sequences, 3, { shortest: 30 });
    expect(least).toEqual({ token: 9, limit: 28, least: 27 });
    const both = endsOf(sequences, 3, { shortest: 5, longest: 5 });
    expect(both).toEqual({ token: 9, limit: 3, least: 2, isLast: true });
  });

  it('is refused where no length is left', () => {
    const problem = { code: 'lengths crossed', values: { shortest: 6, longest: 5 } };
    const crossed = () => endsOf(sequences, 0, { shortest: 6, longest: 5 });
    expect(crossed).toThrow(expect.objectContaining({ problem }));
  });
});
