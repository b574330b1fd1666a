/** Guesses the encoding of bytes that carry no byte order mark and are not valid UTF-8. */
import { encodings } from '../config/text-settings.ts';
import { plausibility } from './plausibility.ts';

/** Bytes that are looked at: more does not make a guess better. */
const sampleLength = 1 << 16;
/** Of these, bytes of words that are scored. */
const wordsLength = 4000;
/** What one place that cannot be decoded costs an encoding of several bytes a character. */
const brokenScore = -25;
/** Of the characters of several bytes: a file that was damaged has few that are broken. */
const brokenShare = 1 / 100;

/**
 * Encodings that were rare among files at any time need better evidence: natural logarithms of
 * how much rarer they are than the others.
 */
const rarity: Readonly<Record<string, number>> = {
  'windows-1252': 0,
  'windows-1251': 0,
  'iso-8859-15': -1,
  macintosh: -3,
  'iso-8859-2': -2,
  'iso-8859-16': -4,
  'iso-8859-5': -3,
  ibm866: -2,
  'koi8-u': -2,
  'x-mac-cyrillic': -4,
  'iso-8859-7': -2,
  'iso-8859-3': -5,
  'iso-8859-8': -2,
  'iso-8859-6': -2,
  'iso-8859-13': -3,
  'iso-8859-4': -5,
  'iso-8859-10': -6,
  'iso-8859-14': -6,
  'utf-16le': -20,
  'utf-16be': -20,
};

const commonRarity = -1;

const candidates = encodings
  .map(({ value }) => value)
  .filter((value) => !/^(auto|utf-8|iso-2022-jp)$/.test(value) && isDecodable(value));

/** One byte is always one character. */
const isSingleByte = (encoding: string) => /^(windows|iso-8859|koi8|ibm|mac|x-mac)/.test(encoding);

/** By byte order mark; null without one, `utf-32` (which no browser decodes) included. */
export function encodingOfMark(bytes: Uint8Array): string | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return 'utf-32';
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? 'utf-32' : 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x84 && second === 0x31 && third === 0x95 && fourth === 0x33) return 'gb18030';
  return null;
}

/**
 * `utf-16le` or `utf-16be` for bytes that read as nothing but assigned characters that way.
 * Worth asking only where there are zero bytes, which no other encoding of text has.
 */
export function guessUtf16(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, Math.min(bytes.length, sampleLength) & ~1);
  const implausible = (encoding: string) => {
    const text = new TextDecoder(encoding).decode(sample);
    return (text.match(/[\p{Cn}\p{Co}\ufffd]|(?![\t\n\f\r])\p{Cc}/gu) ?? []).length;
  };
  const counts = ['utf-16le', 'utf-16be'].map(
    (encoding) => [encoding, implausible(encoding)] as const,
  );
  const [encoding, count] = counts[0][1] <= counts[1][1] ? counts[0] : counts[1];
  if (sample.length === 0 || count * 200 > sample.length) return null;
  return strayedInto(bytes.subarray(0, wordsLength), encoding) ? null : encoding;
}

/**
 * Whether the zeros strayed into a text of one and two bytes a character: nearly any two bytes are a
 * character of UTF-16 too, but seldom one that is used.
 */
function strayedInto(sample: Uint8Array, wide: string): boolean {
  const bytes = sample.filter((byte) => byte !== 0);
  const narrow = candidates.filter((one) => !isSingleByte(one) && !one.startsWith('utf-16'));
  const best = Math.max(...narrow.map((encoding) => meanScore(decodeStart(encoding, bytes))));
  return best > meanScore(decodeStart(wide, sample));
}

/** Per character beyond ASCII. */
function meanScore(text: string): number {
  const { broken, score } = plausibility(text);
  const special = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
  if (special === 0 || broken > text.length * brokenShare) return -Infinity;
  return score / special;
}

/**
 * Whether bytes that are all ASCII switch to Japanese and back as ISO-2022-JP does; the escapes of a
 * terminal do not.
 */
export function isIso2022Jp(bytes: Uint8Array): boolean {
  const start = bytes.indexOf(0x1b);
  if (start < 0) return false;
  const sample = bytes.subarray(start, start + sampleLength);
  const text = new TextDecoder('iso-2022-jp').decode(sample, { stream: true });
  return !text.includes('\ufffd') && /[^\0-\x7f]/.test(text);
}

/**
 * For bytes that are not valid UTF-8 throughout, the likeliest encodings, the best first: `utf-8` if
 * most of what is not ASCII still is; else those that read the bytes as words of a language. One
 * that cannot read some of them loses to all that can.
 * @param histogram of all bytes [256]
 */
export function rankEncodings(bytes: Uint8Array, histogram: Uint32Array): string[] {
  const words = sampleWords(bytes);
  if (isMostlyUtf8(words)) return ['utf-8'];
  const scored = candidates.flatMap((encoding) => {
    const sample = encoding.startsWith('utf-16') ? bytes.subarray(0, wordsLength) : words;
    const text = decodeStart(encoding, sample);
    const { broken, score } = plausibility(text);
    if (!isSingleByte(encoding) && broken > text.length * brokenShare) return [];
    const total = score + broken * brokenScore + (rarity[encoding] ?? commonRarity);
    const unreadable = isSingleByte(encoding) ? unreadableBytes(encoding, histogram) : 0;
    return [{ encoding, total, unreadable }];
  });
  return scored
    .sort((one, other) => one.unreadable - other.unreadable || other.total - one.total)
    .map(({ encoding }) => encoding);
}

/** Whether the whole file could be read so, but for what damage would explain. */
export function isReadable(
  { encoding, replacements }: { encoding: string; replacements: number },
  histogram: Uint32Array,
): boolean {
  const special = histogram.subarray(0x80).reduce((sum, count) => sum + count, 0);
  const isGuessed = encoding !== 'utf-8' && !isSingleByte(encoding);
  return !isGuessed || replacements <= (special / 2) * brokenShare;
}

/** How many bytes of the file are no characters, or C1 controls, in an encoding of single bytes. */
function unreadableBytes(encoding: string, histogram: Uint32Array): number {
  let unreadable = unreadableOf.get(encoding);
  if (!unreadable) unreadableOf.set(encoding, (unreadable = findUnreadable(encoding)));
  return unreadable.reduce((count, byte) => count + histogram[byte], 0);
}

const unreadableOf = new Map<string, number[]>();

function findUnreadable(encoding: string): number[] {
  const special = Uint8Array.from({ length: 128 }, (_, index) => 128 + index);
  const characters = Array.from(decodeStart(encoding, special));
  return [...special].filter((_, index) => /[\ufffd\x80-\x9f\p{Co}]/u.test(characters[index]));
}

function isMostlyUtf8(sample: Uint8Array): boolean {
  const text = new TextDecoder().decode(sample);
  const special = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  return broken * 4 < special;
}

/**
 * The first words of the file that have bytes beyond ASCII, apart; no encoding ends a character with
 * a space. Where words are not set apart the last one is cut.
 */
function sampleWords(bytes: Uint8Array): Uint8Array {
  const words: number[] = [];
  let wordStart = 0;
  let isSpecial = false;
  for (let at = 0; at < bytes.length && words.length < wordsLength; at++) {
    if (bytes[at] > 0x20) {
      isSpecial ||= bytes[at] >= 0x80;
      if (!isSpecial || at - wordStart < wordsLength) continue;
    }
    if (isSpecial) words.push(...bytes.subarray(wordStart, at + 1));
    wordStart = at + 1;
    isSpecial = false;
  }
  if (isSpecial && words.length < wordsLength) {
    words.push(...bytes.subarray(wordStart, wordStart + wordsLength));
  }
  return Uint8Array.from(words);
}

/** A character that the end cuts is left out. */
function decodeStart(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}

function isDecodable(encoding: string): boolean {
  try {
    new TextDecoder(encoding);
    return true;
  } catch {
    return false; // Not every engine has them all: Node lacks ISO-8859-16.
  }
}
