import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vocabulary } from '../vocabulary.ts';
import { Characters } from './characters.ts';
import { LabelledTokens } from './labelled-tokens.ts';
import { Labels } from './labels.ts';
import { joinWords, segmentWords } from './word-segments.ts';
import { Words } from './words.ts';

describe('characters as tokens', () => {
  it('are those of the vocabulary, with the end behind them', () => {
    const text = 'banana\n😀é';
    const [plain, ended] = [Characters.fromText(text), Characters.fromText(text, true)];
    const { tokens } = Vocabulary.fromText(text).encode(text);
    expect(plain.encode(text).tokens).toEqual(tokens);
    expect(ended.encode(text).tokens).toEqual(tokens);
    expect([plain.size, plain.end, ended.size, ended.end]).toEqual([6, undefined, 7, 6]);
    expect(ended.label(6)).toBe('<EOS>');
    expect(ended.decode([...ended.encode('ban').tokens, 6, 1])).toBe('ban\na');
    expect(() => plain.label(6)).toThrow(RangeError);
    expect(() => ended.decode([7])).toThrow(RangeError);
  });

  it('take two bytes where the end is the 257th token', () => {
    const text = Array.from({ length: 256 }, (_, id) => String.fromCodePoint(0x4e00 + id)).join('');
    expect(Characters.fromText(text).encode(text).tokens).toBeInstanceOf(Uint8Array);
    const { tokens } = Characters.fromText(text, true).encode(text);
    expect(tokens).toBeInstanceOf(Uint16Array);
    expect([...tokens]).toEqual(Array.from({ length: 256 }, (_, id) => id));
  });
});

describe('characters with labels behind them', () => {
  const set = new LabelledTokens(Characters.fromText('rose', true), ['first name', 'plant']);

  it('are numbered alike with labels and without; no text has a label in it', () => {
    expect([set.size, set.end, set.tokenOf(0), set.tokenOf(1)]).toEqual([7, 4, 5, 6]);
    expect([4, 5, 6].map((id) => set.label(id))).toEqual(['<EOS>', 'first name', 'plant']);
    expect(set.encode('so plant')).toEqual(Characters.fromText('rose', true).encode('so plant'));
    expect(() => set.label(7)).toThrow(RangeError);
  });
});

describe('words', () => {
  it('are words and punctuation', () => {
    const text = 'He said, “Teddy bears aren’t on sale!”  It cost $5.50…';
    expect(segmentWords(text)).toEqual(
      'He said , “ Teddy bears aren’t on sale ! ” It cost $ 5.50 …'.split(' '),
    );
    expect(segmentWords(' \n\t ')).toEqual([]);
  });

  it('are joined as a writer would', () => {
    for (const text of [
      'He said, “Teddy bears aren’t on sale!” It cost $5.50…',
      'Wait (a little): “So?” she said; "yes" or \'no\'.',
      '你好，世界。',
      'ab',
      '',
    ]) {
      expect(joinWords(segmentWords(text))).toBe(text);
    }
  });

  it('are numbered by how often they occur, behind the unknown and the end', () => {
    const words = Words.fromWords('b a c b c b'.split(' '));
    expect([0, 1, 2, 3, 4].map((id) => words.label(id))).toEqual(['<UNK>', '<EOS>', 'b', 'c', 'a']);
    expect(words.size).toBe(5);
    // of equally frequent ones by code unit, whatever the order of the text
    expect(Words.fromWords(['z', 'y']).label(2)).toBe('y');
  });

  it('are unknown beyond the limit, or where they are too rare', () => {
    const all = 'b a c b c b'.split(' ');
    const few = Words.fromWords(all, { limit: 3 });
    expect(few.size).toBe(3);
    expect(few.encode('b a b c a')).toEqual({
      tokens: Uint8Array.of(2, 0, 2, 0, 0),
      skipped: ['a', 'c'],
    });
    expect(Words.fromWords(all, { leastCount: 2 }).size).toBe(4);
    expect(Words.fromWords(all, { limit: 0 }).size).toBe(2);
    expect(few.decode([2, 0, 1, 2])).toBe('b <UNK>\nb');
  });

  it('take what is written <UNK> or <EOS> for that', () => {
    const words = Words.fromWords(['<UNK>', 'a', '<EOS>', '<EOS>']);
    expect(words.size).toBe(3);
    expect([...words.encodeWords(['<UNK>', 'a', '<EOS>']).tokens]).toEqual([0, 2, 1]);
  });

  it('take two bytes from 257 on', () => {
    const many = Array.from({ length: 300 }, (_, index) => `w${index}`);
    expect(Words.fromWords(many.slice(0, 254)).encodeWords(many).tokens).toBeInstanceOf(Uint8Array);
    expect(Words.fromWords(many).encodeWords(many).tokens).toBeInstanceOf(Uint16Array);
  });

  it('decode to what was written, where nothing is unknown and spaces are as usual', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 30, mode: 'sentences' }), (text) => {
        const words = Words.fromWords(segmentWords(text));
        expect(words.decode(words.encode(text).tokens)).toBe(text);
      }),
    );
  });
});

describe('labels', () => {
  it('are numbered as they were given', () => {
    const tags = new Labels(['O', 'B-PER', 'I-PER']);
    expect(tags.encode('B-PER I-PER O X O')).toEqual({
      tokens: Uint8Array.of(1, 2, 0, 0),
      skipped: ['X'],
    });
    expect(tags.decode([1, 0])).toBe('B-PER O');
    expect(() => tags.label(3)).toThrow(RangeError);
  });

  it('may be ended', () => {
    const phones = new Labels(['AE', 'K'], true);
    expect([phones.size, phones.end, phones.label(2)]).toEqual([3, 2, '<EOS>']);
    expect([...phones.encode('K AE K').tokens]).toEqual([1, 0, 1]);
    expect(() => phones.label(3)).toThrow(RangeError);
  });
});
