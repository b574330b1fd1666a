import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../../lib/slices.ts';
import { sentenceSlices } from './sentences.ts';

const cut = (text: string) =>
  runAtOnce(sentenceSlices(text)).map(({ from, to }) => text.slice(from, to));

describe('sentences', () => {
  it.each([
    ['It rained. Who knew?  Nobody!', ['It rained.', 'Who knew?', 'Nobody!']],
    ['Mr. Hare met J. S. Mill. So?', ['Mr. Hare met J. S. Mill.', 'So?']],
    ['“Oh dear!” said Alice. She ran.', ['“Oh dear!” said Alice.', 'She ran.']],
    ['你好。我是猫！', ['你好。', '我是猫！']],
    ['أين القط؟ هنا.', ['أين القط؟', 'هنا.']],
    ['one\ntwo\n\n three ', ['one', 'two', 'three']],
    [' \n ', []],
  ])('of %j', (text, wanted) => expect(cut(text)).toEqual(wanted));

  it('go on over lines that are broken to a width, and end at a blank line', () => {
    const line = 'a line of prose that goes on for rather more than forty characters';
    expect(cut(`${line}\n${line}\nends. It\n\nTITLE\n\n${line}\n${line}`)).toEqual([
      `${line}\n${line}\nends.`,
      'It',
      'TITLE',
      `${line}\n${line}`,
    ]);
  });

  it('leave nothing out but white space, in order, and are never very long', () => {
    const words = fc.constantFrom('ไทย', 'เธอ ', '.', ' ', '\n', 'ab', '😀', 'A. ', '\n\n', '。');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 2000 }), (parts) => {
        const text = parts.join('');
        const sentences = cut(text);
        expect(sentences.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
        for (const sentence of sentences) {
          expect(sentence.length).toBeLessThanOrEqual(1000);
          expect(sentence).toBe(sentence.trim());
          expect(() => encodeURIComponent(sentence)).not.toThrow();
        }
      }),
      { numRuns: 60 },
    );
  });
});
