/** Texts that something happened to: each is read and can be learned from, or refused with a reason. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, settingsTable } from '../config/settings.ts';
import { UnrolledError } from '../lib/errors.ts';
import { uniformFloats } from '../lib/random.ts';
import { withPlainNewlines } from '../lib/newlines.ts';
import { runAtOnce } from '../lib/slices.ts';
import { isThorough } from '../testing/thorough.ts';
import { assertFits } from './batches.ts';
import { decodeSlices } from './decode-text.ts';
import { openText, type OpenedText } from './open-text.ts';

const mutations = isThorough ? 1500 : 250;
const seed = 8;

type Bytes = Uint8Array<ArrayBuffer>;
type Draw = (limit: number) => number;

/** Whole numbers below `limit`, from one seed. */
function numbersBelow(): Draw {
  const values = uniformFloats(seed, 0, 1 << 18, 0, 1);
  let at = 0;
  return (limit) => Math.floor(values[at++ % values.length] * limit);
}

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
const utf16 = (text: string): Bytes =>
  new Uint8Array(Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).buffer);
const codeOf = (unit: string) => unit.charCodeAt(0);

const prose = 'Größe 日本語 👩‍🔬 <img onerror=x>\u202e שלום\r\nand a plain line of text.\n'.repeat(9);
/** The same words as every kind of file that is opened without a question. */
const originals: Bytes[] = [
  utf8(prose),
  utf8(`\ufeff${prose}`),
  utf16(`\ufeff${prose}`),
  utf16(prose),
  Uint8Array.from('d\xe9j\xe0 vu, \xdcber, na\xefve caf\xe9\n'.repeat(20), codeOf),
  Uint8Array.from({ length: 400 }, (_, i) => [0xc4, 0xe3, 0xba, 0xc3][i % 4]),
  utf8('a'),
  utf8(''),
];
const oddPieces: Bytes[] = [
  Uint8Array.of(0xff, 0xfe),
  Uint8Array.of(0xfe, 0xff),
  Uint8Array.of(0xef, 0xbb, 0xbf),
  Uint8Array.of(0xed, 0xa0, 0x80), // half a surrogate pair
  Uint8Array.of(0xf4, 0x90, 0x80, 0x80), // beyond Unicode
  Uint8Array.of(0, 0, 0, 0),
  Uint8Array.of(0x1b, 0x24, 0x42), // ISO-2022 switches alphabets
  Uint8Array.of(13),
  utf8('\ufffd\u2028\u0085\ufeff'),
  utf8(`e${'\u0301'.repeat(300)}`),
  utf8('👨‍👩‍👧‍👦'.repeat(20)),
];

const joined = (...parts: Uint8Array[]): Bytes => Uint8Array.from(parts.flatMap((p) => [...p]));

const kinds: Record<string, (bytes: Bytes, draw: Draw) => Bytes> = {
  truncated: (bytes, draw) => bytes.slice(0, draw(bytes.length + 1)),
  'begun late': (bytes, draw) => bytes.slice(draw(bytes.length + 1)),
  'bits flipped': (bytes, draw) => {
    const changed = bytes.slice();
    for (let bit = 0; bit <= draw(40); bit++) changed[draw(bytes.length)] ^= 1 << draw(8);
    return changed;
  },
  'random bytes': (_, draw) => Uint8Array.from({ length: draw(300) }, () => draw(256)),
  'a piece put in': (bytes, draw) => {
    const at = draw(bytes.length + 1);
    return joined(bytes.subarray(0, at), oddPieces[draw(oddPieces.length)], bytes.subarray(at));
  },
  'two kinds in one': (bytes, draw) => {
    const other = originals[draw(originals.length)];
    return joined(bytes.subarray(0, draw(bytes.length + 1)), other.subarray(draw(other.length)));
  },
  'one byte over and over': (_, draw) => new Uint8Array(draw(500)).fill(draw(256)),
};

/** Node lacks one that browsers have. */
const encodings = settingsTable.encoding.choices
  .map(({ value }) => value)
  .filter((value) => value !== 'iso-8859-16');

async function openMutated(bytes: Bytes, draw: Draw): Promise<OpenedText> {
  const symbols = draw(4) === 0 ? 2 + draw(40) : settingsTable.symbols.max;
  const encoding = draw(2) === 0 ? 'auto' : encodings[draw(encodings.length)];
  const name = draw(2) === 0 ? 'own.txt' : '<script>\u202e\ud800\u0000.txt';
  const file = new File([bytes], name);
  const pasted = new TextDecoder('utf-16le').decode(bytes);
  const text = await openText(
    draw(5) === 0 ? { kind: 'paste', text: pasted } : { kind: 'file', file },
    { ...defaultSettings(), heldOut: 1 + draw(50), encoding, symbols },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  assertFits(text.trainLength, 1 + draw(4), 1 + draw(16));
  return text;
}

/** What everything behind relies on. */
function expectSound({ tokens, vocabulary, trainLength, info }: OpenedText): void {
  expect(tokens.every((token) => token < vocabulary.size)).toBe(true);
  expect(trainLength).toBeGreaterThan(0);
  expect(info.trainTokens + info.heldOutTokens).toBe(tokens.length);
  expect(info.symbols.reduce((sum, { count }) => sum + count, 0)).toBe(tokens.length);
  expect(Number.isFinite(info.bigramEntropy) && info.bigramEntropy >= 0).toBe(true);
  const shown = [info.preview, info.heldOutPreview, ...info.lines].join('');
  expect(shown).not.toMatch(/\p{Surrogate}|\r/u);
}

describe('damaged texts', () => {
  it(`are read, or refused with a reason: ${mutations} mutations`, async () => {
    const draw = numbersBelow();
    const names = Object.keys(kinds);
    const refusals = new Map<string, number>();
    let read = 0;
    for (let turn = 0; turn < mutations; turn++) {
      const kind = names[turn % names.length];
      const mutated = kinds[kind](originals[draw(originals.length)], draw);
      try {
        expectSound(await openMutated(mutated, draw));
        read++;
      } catch (error) {
        if (!(error instanceof UnrolledError)) {
          throw new Error(`${kind}, turn ${turn}`, { cause: error });
        }
        expect(error.message).not.toMatch(/[\u202e\0]|\p{Surrogate}|undefined|NaN/u);
        expect(error.message.length).toBeLessThan(1000);
        const { code } = error.problem;
        refusals.set(code, (refusals.get(code) ?? 0) + 1);
      }
    }
    expect(refusals.size).toBeGreaterThanOrEqual(4);
    expect(read).toBeGreaterThan(mutations / 4);
  }, 300_000);
});

/** Every byte of these means a character, and every character has one byte. */
const singleBytes = encodings.filter((encoding) =>
  /^(windows|iso-8859|koi8|ibm|mac|x-mac)/.test(encoding),
);

describe('every text', () => {
  const decode = (bytes: Uint8Array, encoding?: string) =>
    runAtOnce(decodeSlices(bytes, 'own.txt', { encoding }));
  const plain = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 60 })
    // beginnings that mean another kind of file, or a mark, are tested on their own
    .map((text) => `x${text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/gu, '')}`);

  it('is decoded to what was encoded, in UTF-8 and UTF-16', () => {
    fc.assert(
      fc.property(plain, (text) => {
        expect(decode(utf8(text), 'utf-8')).toEqual({ text, encoding: 'utf-8', replacements: 0 });
        expect(decode(utf8(text)).text).toBe(text);
        expect(decode(utf16(text), 'utf-16le').text).toBe(text);
        const swapped = utf16(text);
        for (let at = 0; at < swapped.length; at += 2) swapped.subarray(at, at + 2).reverse();
        expect(decode(swapped, 'utf-16be').text).toBe(text);
      }),
    );
  });

  it.each(singleBytes)('is decoded to what was encoded, in %s', (encoding) => {
    const table = new Map<string, number>();
    const decoder = new TextDecoder(encoding);
    for (let byte = 0x20; byte < 0x100; byte++) {
      const character = decoder.decode(Uint8Array.of(byte), { stream: true });
      if (character !== '\ufffd') table.set(character, byte);
    }
    const letters = [...table.keys()];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...letters), { minLength: 1 }), (characters) => {
        const text = `x${characters.join('')}`;
        const bytes = Uint8Array.from(text, (character) => table.get(character) ?? 0);
        expect(decode(bytes, encoding)).toMatchObject({
          text: withPlainNewlines(text),
          replacements: 0,
        });
      }),
    );
  });
});
