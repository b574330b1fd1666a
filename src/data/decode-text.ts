/** Turns the bytes of a file, or pasted text, into clean text: whole characters, `\n` newlines. */
import type { FileKind } from '../lib/file-kinds.ts';
import { TextError } from '../lib/errors.ts';
import type { Slices } from '../lib/slices.ts';
import { withNewlinesAsBefore, withPlainNewlines } from '../lib/newlines.ts';
import {
  encodingOfMark,
  guessUtf16,
  isIso2022Jp,
  isReadable,
  rankEncodings,
} from './encoding-guess.ts';
import { looksBinary, recogniseFile } from './file-signature.ts';
import { isRichText } from './text-format.ts';

export interface DecodedText {
  /** No byte order mark, no carriage return, no half of a surrogate pair. */
  text: string;
  /** Canonical name, as TextDecoder gives it: `utf-8`, `gb18030`, `windows-1252` … */
  encoding: string;
  /** Places that could not be decoded and became U+FFFD. */
  replacements: number;
}

/** Bytes handled between two chances to pause. */
const blockLength = 1 << 20;

export interface DecodeOptions {
  /** A name that TextDecoder knows, or `auto`. */
  encoding?: string;
  /** The bytes end somewhere in the file: a character that is not whole is left out. */
  isCut?: boolean;
  /** UTF-8 that the page wrote itself: nothing is guessed, refused or left out. */
  isOurs?: boolean;
  /** The person knows better than what the bytes look like. */
  readAnyway?: boolean;
  /** By the rules of older pages, for runs that they saved. */
  asBefore?: boolean;
}

interface Decoding {
  isCut: boolean;
  asBefore?: boolean;
  /** Throws a TypeError at the first bytes that mean nothing. */
  fatal?: boolean;
  /** What the page wrote itself: marks and ends of lines stay. */
  keepsMarks?: boolean;
}

/**
 * In the encoding that is asked for; else by byte order mark, else UTF-8 where it is valid, else by
 * guess. Unicode normalisation is left alone: what the file says is what is learned. Yields the
 * bytes done, in a few rounds. Throws a TextError that says what the file looks like when it is no
 * text.
 */
export function* decodeSlices(
  bytes: Uint8Array,
  name: string,
  options: DecodeOptions = {},
): Slices<DecodedText> {
  const { encoding = 'auto', isCut = false, isOurs = false } = options;
  const { readAnyway = false, asBefore = false } = options;
  if (isOurs) return yield* decodeUtf8(bytes, { isCut, keepsMarks: true });
  const known = readAnyway ? null : recogniseFile(bytes);
  if (known !== null) throw notText(name, known);
  const decoded = yield* decode(bytes, name, { encoding, isCut, readAnyway, asBefore });
  if (!readAnyway && isRichText(decoded.text)) {
    throw notText(name, 'RTF');
  }
  return decoded;
}

function* decode(
  bytes: Uint8Array,
  name: string,
  { encoding, isCut, readAnyway, asBefore }: Required<Omit<DecodeOptions, 'isOurs'>>,
): Slices<DecodedText> {
  const how = { isCut, asBefore };
  if (encoding !== 'auto') return yield* decodeAs(encoding, bytes, how);
  const marked = encodingOfMark(bytes);
  if (marked === 'utf-32' && !readAnyway) {
    throw notText(name, 'UTF-32');
  }
  if (marked !== null && marked !== 'utf-32') return yield* decodeAs(marked, bytes, how);

  const histogram = yield* countBytes(bytes);
  const hasWideZeros = histogram[0] > 0 && !hasStrayZeros(histogram, bytes.length);
  const wide = hasWideZeros ? guessUtf16(bytes) : null;
  if (wide !== null) return yield* decodeAs(wide, bytes, how);
  if (!readAnyway && looksBinary(histogram)) throw notText(name, 'binary data');
  if (isAscii(histogram) && isIso2022Jp(bytes)) return yield* decodeAs('iso-2022-jp', bytes, how);
  try {
    return yield* decodeAs('utf-8', bytes, { ...how, fatal: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return yield* decodeAsGuessed(bytes, histogram, how);
  }
}

/** As the likeliest encoding that can read nearly all of the file, beyond the start that is looked at. */
function* decodeAsGuessed(
  bytes: Uint8Array,
  histogram: Uint32Array,
  how: Decoding,
): Slices<DecodedText> {
  let first: DecodedText | undefined;
  for (const encoding of rankEncodings(bytes, histogram)) {
    const decoded = yield* decodeAs(encoding, bytes, how);
    if (isReadable(decoded, histogram)) return decoded;
    first ??= decoded;
  }
  return first as DecodedText;
}

/** UTF-8 that may hold U+FFFD itself, which is no replacement then. */
function* decodeUtf8(bytes: Uint8Array, how: Omit<Decoding, 'fatal'>): Slices<DecodedText> {
  try {
    return yield* decodeAs('utf-8', bytes, { ...how, fatal: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return yield* decodeAs('utf-8', bytes, how);
  }
}

/** Pasted text: lone surrogates become U+FFFD and are counted. */
export function cleanPastedText(pasted: string, asBefore = false): DecodedText {
  let replacements = 0;
  const whole = pasted.replace(/\p{Surrogate}/gu, () => {
    replacements++;
    return '\ufffd';
  });
  const text = asBefore ? withNewlinesAsBefore(whole) : withPlainNewlines(withoutMarks(whole));
  return { text, encoding: 'utf-8', replacements };
}

function notText(name: string, looks: FileKind): TextError {
  return new TextError(
    { code: 'not plain text', values: { name, looks } },
    { remedies: [{ kind: 'read anyway' }] },
  );
}

/**
 * Whether the zero bytes strayed into a text of bytes, rather than being halves of UTF-16: letters
 * in pairs read as Chinese ideographs, so how they read tells nothing. Spaces in UTF-16 have a zero
 * byte each.
 */
function hasStrayZeros(histogram: Uint32Array, length: number): boolean {
  if (looksBinary(histogram)) return false;
  const [zeros, spaces] = [histogram[0], histogram[0x20]];
  const hasLoneSpaces = zeros * 100 < length && spaces * 20 > length;
  return hasLoneSpaces || (zeros * 16 < length && isAscii(histogram));
}

function isAscii(histogram: Uint32Array): boolean {
  return histogram.subarray(0x80).every((count) => count === 0);
}

function* countBytes(bytes: Uint8Array): Slices<Uint32Array> {
  const histogram = new Uint32Array(256);
  for (let from = 0; from < bytes.length; from += blockLength) {
    for (const byte of bytes.subarray(from, from + blockLength)) histogram[byte]++;
    yield from;
  }
  return histogram;
}

function* decodeAs(
  encoding: string,
  bytes: Uint8Array,
  { isCut, asBefore = false, fatal = false, keepsMarks = false }: Decoding,
): Slices<DecodedText> {
  const decoder = new TextDecoder(encoding, { fatal, ignoreBOM: !asBefore });
  const withNewlines = asBefore ? withNewlinesAsBefore : withPlainNewlines;
  const pieces: string[] = [];
  let replacements = 0;
  let held = '';
  let isStart = true;
  const take = (decoded: string) => {
    // Valid UTF-8 may hold U+FFFD itself: nothing was replaced then.
    if (!fatal) replacements += decoded.split('\ufffd').length - 1;
    if (keepsMarks) return pieces.push(decoded);
    let piece = held + decoded;
    if (isStart && !asBefore) piece = withoutMarks(piece);
    isStart &&= piece === '';
    // A carriage return at the end may be one half of a newline: it waits for the next piece.
    held = piece.endsWith('\r') ? '\r' : '';
    pieces.push(withNewlines(held === '' ? piece : piece.slice(0, -1)));
  };
  for (let from = 0; from < bytes.length; from += blockLength) {
    take(decoder.decode(bytes.subarray(from, from + blockLength), { stream: true }));
    yield from;
  }
  if (!isCut) take(decoder.decode());
  pieces.push(withNewlines(held));
  return { text: pieces.join(''), encoding: decoder.encoding, replacements };
}

/** However many byte order marks a text begins with, none is a character of it. */
function withoutMarks(text: string): string {
  return text.replace(/^\ufeff+/, '');
}
