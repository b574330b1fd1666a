import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextError } from '../lib/errors.ts';
import { withPlainNewlines } from '../lib/newlines.ts';
import { runAtOnce } from '../lib/slices.ts';
import { cleanPastedText, decodeSlices } from './decode-text.ts';

const decode = (bytes: Uint8Array | number[], name = 'a.txt') =>
  runAtOnce(decodeSlices(Uint8Array.from(bytes), name));
const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, { littleEndian = true, mark = true } = {}): Uint8Array {
  const marked = mark ? `\ufeff${text}` : text;
  const view = new DataView(new ArrayBuffer(marked.length * 2));
  for (let index = 0; index < marked.length; index++) {
    view.setUint16(index * 2, marked.charCodeAt(index), littleEndian);
  }
  return new Uint8Array(view.buffer);
}

/** Encodes with what TextDecoder decodes: there is no encoder for these. */
function encodeAs(encoding: string, text: string): Uint8Array {
  const bytesOf = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding);
  for (let first = 0; first < 256; first++) {
    const alone = decoder.decode(Uint8Array.of(first));
    if (alone !== '\ufffd') bytesOf.set(alone, [first]);
    for (let second = 0x40; first >= 0x81 && second < 0xff; second++) {
      const pair = decoder.decode(Uint8Array.of(first, second));
      if (pair.length === 1 && !bytesOf.has(pair)) bytesOf.set(pair, [first, second]);
    }
  }
  return Uint8Array.from(Array.from(text).flatMap((symbol) => bytesOf.get(symbol) as number[]));
}

const french = 'Où est le garçon ? Il a mangé une crêpe à la pêche, près de la forêt, cet été. ';
const chinese = '今天天气很好，我们一起去公园散步。那里有很多花，也有一条小河。孩子们在河边玩。';
const japanese =
  '古い粉屋は毎朝川まで歩いた。灰色の猫が暖かいパン箱の上で眠っていた。扉のそばの灯りがともった。';
const korean =
  '늙은 방앗간 주인은 매일 아침 강까지 걸었다. 회색 고양이가 따뜻한 빵 상자 위에서 잤다. ';

describe('decoding', () => {
  it('gives back any text that was UTF-8, with plain newlines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        fc.pre(!text.startsWith('\ufeff'));
        const decoded = decode(utf8(`text: ${text}`));
        expect(decoded).toEqual({
          text: withPlainNewlines(`text: ${text}`),
          encoding: 'utf-8',
          replacements: 0,
        });
      }),
    );
  });

  it('strips a byte order mark', () => {
    expect(decode([0xef, 0xbb, 0xbf, 0x61])).toMatchObject({ text: 'a', encoding: 'utf-8' });
    expect(decode(utf16('hé😀'))).toMatchObject({ text: 'hé😀', encoding: 'utf-16le' });
    const bigEndian = decode(utf16('hé😀', { littleEndian: false }));
    expect(bigEndian).toMatchObject({ text: 'hé😀', encoding: 'utf-16be', replacements: 0 });
  });

  it('leaves out every mark that a text begins with, in any encoding, and no other', () => {
    const text = 'ab\ufeffc, \ufeff';
    for (const marks of ['\ufeff', '\ufeff\ufeff', '\ufeff'.repeat(5)]) {
      expect(decode(utf8(marks + text)).text).toBe(text);
      expect(decode(utf16(marks + text)).text).toBe(text);
      expect(decode(utf16(marks + text, { littleEndian: false })).text).toBe(text);
      expect(cleanPastedText(marks + text).text).toBe(text);
    }
    const gbMark = [0x84, 0x31, 0x95, 0x33];
    const nihao = [0xc4, 0xe3, 0xba, 0xc3];
    const asked = decodeSlices(Uint8Array.from([...gbMark, ...gbMark, ...nihao]), 'a', {
      encoding: 'gb18030',
    });
    expect(runAtOnce(asked)).toEqual({ text: '你好', encoding: 'gb18030', replacements: 0 });
    expect(decode(utf8('\ufeff'.repeat(2 ** 20) + text)).text).toBe(text);
  });

  it('gives back what the page wrote itself, whatever it is', () => {
    const texts = fc.string({
      unit: fc.constantFrom('\ufeff', '\ufffd', 'PK', '\0', '😀', 'a', '\n'),
    });
    fc.assert(
      fc.property(texts, (text) => {
        const read = runAtOnce(
          decodeSlices(utf8(text), 'kept', { isOurs: true, encoding: 'big5' }),
        );
        expect(read).toEqual({ text, encoding: 'utf-8', replacements: 0 });
      }),
    );
  });

  it('recognises UTF-16 without a mark by its zero bytes', () => {
    for (const littleEndian of [true, false]) {
      for (const text of ['plain words\n', french, `${chinese}\n${chinese} 一 二\n`]) {
        const decoded = decode(utf16(text.repeat(3), { littleEndian, mark: false }));
        expect(decoded.text).toBe(text.repeat(3));
        expect(decoded.encoding).toBe(littleEndian ? 'utf-16le' : 'utf-16be');
      }
    }
  });

  it('reads a text of bytes with stray zero bytes as what it is, wherever they stand', () => {
    const words = 'some text here, and more of it. '.repeat(13);
    for (const at of [200, 201, words.length - 1, words.length]) {
      const text = `${words.slice(0, at)}\0${words.slice(at)}`;
      expect(decode(utf8(text)), `at ${at}`).toMatchObject({ text, encoding: 'utf-8' });
    }
    // the end of a string as C writes it
    expect(decode(utf8('nobody asked the miller\0')).encoding).toBe('utf-8');
    const accented = `${french.repeat(9)}\0${french}`;
    for (const encoding of ['windows-1252', 'macintosh']) {
      const decoded = decode(encodeAs(encoding, accented));
      expect(decoded, encoding).toMatchObject({ text: accented, encoding });
    }
    const hanzi = `${chinese.repeat(20)}\0${chinese}`;
    expect(decode(utf8(hanzi))).toMatchObject({ text: hanzi, encoding: 'utf-8' });
  });

  it('recognises UTF-16 whose zero bytes are few', () => {
    for (const text of [chinese, japanese, korean]) {
      const long = `${text.replace(/[ ，。、]/g, '').repeat(12)}\n`.repeat(9);
      for (const littleEndian of [true, false]) {
        expect(decode(utf16(long, { littleEndian, mark: false })).text === long, text).toBe(true);
      }
    }
  });

  it('recognises Latin-1 and GB18030 by their statistics', () => {
    const latin = decode(encodeAs('windows-1252', french.repeat(3)));
    expect(latin).toEqual({ text: french.repeat(3), encoding: 'windows-1252', replacements: 0 });
    const hanzi = decode(encodeAs('gb18030', chinese.repeat(3)));
    expect(hanzi).toEqual({ text: chinese.repeat(3), encoding: 'gb18030', replacements: 0 });
  });

  it('stays with UTF-8 when only a few bytes are broken, and counts them', () => {
    const bytes = utf8(`${chinese}${french}`);
    const broken = Uint8Array.from([...bytes, 0xff, 0x20, ...bytes, 0xe4, 0xbb]);
    const decoded = decode(broken);
    expect(decoded).toMatchObject({ encoding: 'utf-8', replacements: 2 });
    expect(decoded.text).toBe(`${chinese}${french}\ufffd ${chinese}${french}\ufffd`);
  });

  it('does not count a replacement character that the file itself holds', () => {
    expect(decode(utf8('a\ufffdb'))).toMatchObject({ text: 'a\ufffdb', replacements: 0 });
  });

  it('makes every kind of newline one character, also across slices of work', () => {
    expect(decode(utf8('a\r\nb\rc\nd\r')).text).toBe('a\nb\nc\nd\n');
    const long = `${'x'.repeat(2 ** 20 - 1)}\r\n😀\r`;
    expect(decode(utf8(long)).text).toBe(`${'x'.repeat(2 ** 20 - 1)}\n😀\n`);
  });

  it('keeps characters whole that lie across slices of work', () => {
    const text = 'x' + '😀字'.repeat(400_000);
    expect(decode(utf8(text)).text).toBe(text);
  });

  it('is empty for no bytes', () => {
    expect(decode([])).toEqual({ text: '', encoding: 'utf-8', replacements: 0 });
  });

  it('never fails otherwise than with a TextError, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          expect(decode(bytes).text).not.toMatch(/\p{Surrogate}|\r/u);
        } catch (error) {
          expect(error).toBeInstanceOf(TextError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('files that are no text', () => {
  const pad = (start: number[]) => [...start, ...new Array<number>(40).fill(0x41)];

  it.each([
    ['PNG image', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]],
    ['JPEG image', [0xff, 0xd8, 0xff, 0xe0, 0, 0x10]],
    ['GIF image', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0, 0, 0, 0x2c]],
    ['ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
    ['PDF document', [...utf8('%PDF-1.4\n1 0 obj\n')]],
    ['gzip archive', [0x1f, 0x8b, 0x08]],
    ['ELF program', [0x7f, 0x45, 0x4c, 0x46]],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]],
  ])('are named: %s', (looks, start) => {
    expect(() => decode(pad(start), 'cat.dat')).toThrow(
      `not plain text: name cat.dat, looks ${looks}`,
    );
  });

  it('are recognised by zeros and control bytes', () => {
    expect(() => decode(new Uint8Array(100))).toThrow('looks binary data');
    const noise = Uint8Array.from(
      { length: 4000 },
      (_, index) => (index * 7919 + (index >> 3)) % 256,
    );
    expect(() => decode(noise)).toThrow('looks binary data');
  });

  it('do not include a text with an odd control character', () => {
    const text = `${'some lines of text\n'.repeat(100)}\f\u001a`;
    expect(decode(utf8(text)).text).toBe(text);
  });
});

describe('pasted text', () => {
  it('has half surrogate pairs replaced and counted', () => {
    expect(cleanPastedText('a\ud83db\ude00😀\r\nc')).toEqual({
      text: 'a\ufffdb\ufffd😀\nc',
      encoding: 'utf-8',
      replacements: 2,
    });
  });

  it('loses a byte order mark', () => {
    expect(cleanPastedText('\ufeffab').text).toBe('ab');
  });
});
