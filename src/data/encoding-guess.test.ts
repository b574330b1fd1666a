import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { encodings } from '../config/text-settings.ts';
import { runAtOnce } from '../lib/slices.ts';
import { samples } from '../testing/own-sentences.ts';
import { decodeSlices, type DecodeOptions } from './decode-text.ts';

const decode = (bytes: Uint8Array | readonly number[], options: DecodeOptions = {}) =>
  runAtOnce(decodeSlices(Uint8Array.from(bytes), 'own.txt', options));
const encode = (text: string, encoding: string) => new Uint8Array(iconv.encode(text, encoding));
const utf8 = (text: string) => new TextEncoder().encode(text);

const ukrainian = 'Її сестра має великого собаку, який боїться котів. ';
const chinese = '昨天晚上我们沿着河边走了很久，一边走一边聊天。';
const escapes = (bytes: Uint8Array) => [
  0x1b,
  0x24,
  0x42,
  ...bytes.map((byte) => byte & 0x7f),
  0x1b,
  0x28,
  0x42,
];

describe('the menu of encodings', () => {
  /** Every encoding of the Encoding Standard; GBK is read as GB18030, -8-i as -8. */
  const standard =
    'utf-8 ibm866 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 ' +
    'iso-8859-10 iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 koi8-r koi8-u macintosh windows-874 ' +
    'windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 ' +
    'windows-1257 windows-1258 x-mac-cyrillic gb18030 big5 euc-jp iso-2022-jp shift_jis euc-kr ' +
    'utf-16be utf-16le';

  it('holds all that browsers decode, each once', () => {
    const offered = encodings.map(({ value }) => value).filter((value) => value !== 'auto');
    expect([...offered].sort()).toEqual(standard.split(' ').sort());
    expect(new Set(encodings.map(({ label }) => label)).size).toBe(encodings.length);
  });

  it.each([
    ['gb18030', chinese],
    ['big5', '昨天晚上我們沿著河邊走了很久'],
    ['shift_jis', '子供たちは野原を走って、ｳｻｷﾞ'],
    ['euc-jp', '子供たちは野原を走って'],
    ['euc-kr', '아이들은 풀밭을 달리며'],
    ['utf-16le', 'a 子供 😀'],
    ['utf-16be', 'a 子供 😀'],
  ])('reads what was written in %s', (encoding, text) => {
    const expected = { text, encoding, replacements: 0 };
    expect(decode(encode(text, encoding), { encoding })).toEqual(expected);
  });

  it('reads what was written in ISO-2022-JP', () => {
    const bytes = [...utf8('mail: '), ...escapes(encode('子供たち', 'euc-jp')), ...utf8(' end\n')];
    const expected = { text: 'mail: 子供たち end\n', encoding: 'iso-2022-jp', replacements: 0 };
    expect(decode(bytes, { encoding: 'iso-2022-jp' })).toEqual(expected);
    // all of it is ASCII, and so valid UTF-8
    expect(decode(bytes)).toEqual(expected);
  });
});

describe('the guess', () => {
  it('takes the escapes of a terminal for no Japanese', () => {
    const log = '\u001b[1;31mred\u001b[0m \u001b(B and so on, $B\n';
    expect(decode(utf8(log))).toEqual({ text: log, encoding: 'utf-8', replacements: 0 });
  });

  it.each(['windows-1251', 'koi8-u'])('reads Ukrainian in %s without a U+FFFD', (encoding) => {
    const text = ukrainian.repeat(40);
    expect(decode(encode(text, encoding))).toEqual({ text, encoding, replacements: 0 });
  });

  it('lets an encoding lose that cannot read a byte far behind the start', () => {
    // 0x98 is a control in Windows-1251 but a letter in the DOS one
    const start = encode('мир '.repeat(20_000), 'windows-1251');
    const clean = decode([...start, ...encode('мир', 'windows-1251')]);
    expect(clean.encoding).toBe('windows-1251');
    const { text } = decode([...start, 0x98, 0x20]);
    expect(text).not.toMatch(/[\ufffd\x80-\x9f]/);
  });

  it('stays with an encoding of several bytes where a file was damaged', () => {
    const bytes = encode(chinese.repeat(200), 'gb18030');
    bytes[2001] = 0x20;
    const { encoding, replacements, text } = decode(bytes);
    expect({ encoding, replacements }).toEqual({ encoding: 'gb18030', replacements: 1 });
    expect(text.startsWith(chinese) && text.endsWith(chinese)).toBe(true);
  });

  it('stays with UTF-8 where few bytes are broken, and not where all special ones are', () => {
    const bytes = Uint8Array.from([...utf8(ukrainian.repeat(9)), 0xff, ...utf8(ukrainian)]);
    expect(decode(bytes)).toMatchObject({ encoding: 'utf-8', replacements: 1 });
    expect(decode(encode('naïve café, déjà vu', 'windows-1252')).text).toBe('naïve café, déjà vu');
  });

  it('reads a text without a space, longer than what is looked at, up to its last character', () => {
    const text = chinese.repeat(3000);
    expect(decode(encode(text, 'gb18030'))).toEqual({ text, encoding: 'gb18030', replacements: 0 });
  });

  it('reads UTF-16 without a mark and without a zero byte', () => {
    for (const encoding of ['utf-16le', 'utf-16be']) {
      const text = chinese.replace(/[，。]/g, '').repeat(40);
      expect(decode(encode(text, encoding))).toEqual({ text, encoding, replacements: 0 });
    }
  });

  const eastern = samples.filter(({ encodings: [first] }) => /^(shift|gb|big5|euc)/.test(first));

  it('reads characters of two bytes past stray zeros, wherever and however few', () => {
    for (const { language, encodings: own, sentences } of eastern) {
      const text = sentences.join(language.startsWith('Korean') ? ' ' : '');
      for (const encoding of own.filter((one) => one !== 'iso-2022-jp')) {
        for (const end of ['', '\n', '\n1']) {
          for (const at of [0, 1, 7, 30, 63, text.length]) {
            const strayed = `${text.slice(0, at)}\0${text.slice(at)}${end}`;
            const read = decode(encode(strayed, encoding));
            expect(read.text, `${language}, ${encoding}, at ${at}`).toBe(strayed);
          }
        }
      }
    }
  });

  it('reads UTF-16 without a mark in every language, also where its zero bytes are few', () => {
    for (const { language, sentences } of samples) {
      for (const text of [sentences.join('\n'), `${sentences.join('').replace(/ /g, '')}\n`]) {
        for (const encoding of ['utf-16le', 'utf-16be']) {
          expect(decode(encode(text, encoding)).text, `${language}, ${encoding}`).toBe(text);
        }
      }
    }
  });

  it('reads bytes of any kind as something', () => {
    const every = Uint8Array.from({ length: 128 }, (_, index) => 128 + index);
    expect(decode(every).replacements).toBe(0);
    for (let byte = 0x80; byte < 0x100; byte++) expect(decode([byte]).text).not.toBe('');
  });
});

describe('what looks like no text', () => {
  const rich = '{\\rtf1\\ansi\\deff0 The lamp was lit.\\par\n}';

  it('is rich text too, and can be read anyway', () => {
    expect(() => decode(utf8(rich))).toThrow('looks RTF');
    expect(() => decode(utf8(rich), { encoding: 'utf-8' })).toThrow('looks RTF');
    expect(decode(utf8(rich), { readAnyway: true }).text).toBe(rich);
  });

  it.each([
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]],
    ['zeros', new Array<number>(99).fill(0)],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0, 0x62, 0, 0, 0]],
  ])('can be read anyway: %s', (_, bytes) => {
    let remedies: readonly { kind: string }[] | undefined;
    try {
      decode(bytes);
    } catch (error) {
      ({ remedies } = error as { remedies: { kind: string }[] });
    }
    expect(remedies).toEqual([{ kind: 'read anyway' }]);
    expect(decode(bytes, { readAnyway: true }).text.length).toBeGreaterThan(0);
  });
});
