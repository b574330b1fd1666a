/** Turns the bytes of a file, or pasted text, into clean text: whole characters, `\n` newlines. */
import { TextError } from '../lib/errors.ts';
import type { Slices } from '../lib/slices.ts';
import { encodingOfMark, guessEncoding, guessUtf16 } from './encoding-guess.ts';
import { looksBinary, recogniseFile } from './file-signature.ts';

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
}

/**
 * In the encoding that is asked for; else by byte order mark, else UTF-8 where it is valid, else by
 * guess. Unicode normalisation is left alone: what the file says is what is learned. Yields the
 * bytes done, in two rounds at most. Throws a TextError that says what the file looks like when it
 * is no text.
 */
export function* decodeSlices(
  bytes: Uint8Array,
  name: string,
  { encoding = 'auto', isCut = false, isOurs = false }: DecodeOptions = {},
): Slices<DecodedText> {
  if (isOurs) {
    const asWritten = { isCut, keepsMarks: true };
    try {
      return yield* decodeAs('utf-8', bytes, { ...asWritten, fatal: true });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return yield* decodeAs('utf-8', bytes, { ...asWritten, fatal: false });
    }
  }
  const known = recogniseFile(bytes);
  if (known !== null) throw notText(name, known);
  const decode = (as: string, fatal = false) => decodeAs(as, bytes, { fatal, isCut });
  if (encoding !== 'auto') return yield* decode(encoding);
  const marked = encodingOfMark(bytes);
  if (marked === 'utf-32') throw notText(name, 'UTF-32 text, which browsers cannot decode');
  if (marked !== null) return yield* decode(marked);

  const histogram = yield* countBytes(bytes);
  const wide = histogram[0] > 0 ? guessUtf16(bytes) : null;
  if (wide !== null) return yield* decode(wide);
  if (looksBinary(histogram)) throw notText(name, 'binary data');
  try {
    return yield* decode('utf-8', true);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return yield* decode(guessEncoding(bytes));
  }
}

/** Pasted text: lone surrogates become U+FFFD and are counted. */
export function cleanPastedText(pasted: string): DecodedText {
  let replacements = 0;
  const whole = pasted.replace(/\p{Surrogate}/gu, () => {
    replacements++;
    return '\ufffd';
  });
  const text = withPlainNewlines(withoutMarks(whole));
  return { text, encoding: 'utf-8', replacements };
}

function notText(name: string, looks: string): TextError {
  return new TextError({
    where: 'text',
    what: 'this file is not plain text',
    values: { file: name, 'looks like': looks },
    advice: 'Choose a text file, or save the text of this one as plain text in UTF-8',
  });
}

function* countBytes(bytes: Uint8Array): Slices<Uint32Array> {
  const histogram = new Uint32Array(256);
  for (let from = 0; from < bytes.length; from += blockLength) {
    for (const byte of bytes.subarray(from, from + blockLength)) histogram[byte]++;
    yield from;
  }
  return histogram;
}

/** With `fatal`, throws a TypeError at the first bytes that mean nothing. */
function* decodeAs(
  encoding: string,
  bytes: Uint8Array,
  { fatal, isCut, keepsMarks = false }: { fatal: boolean; isCut: boolean; keepsMarks?: boolean },
): Slices<DecodedText> {
  const decoder = new TextDecoder(encoding, { fatal, ignoreBOM: true });
  let isStart = !keepsMarks;
  const pieces: string[] = [];
  let replacements = 0;
  let held = '';
  for (let from = 0; from < bytes.length; from += blockLength) {
    const block = bytes.subarray(from, from + blockLength);
    const isLast = from + blockLength >= bytes.length;
    let decoded = held + decoder.decode(block, { stream: isCut || !isLast });
    if (isStart) decoded = withoutMarks(decoded);
    isStart &&= decoded === '';
    // A carriage return at the end may be one half of a newline: it waits for the next piece.
    held = !isLast && decoded.endsWith('\r') ? '\r' : '';
    const piece = withPlainNewlines(held === '' ? decoded : decoded.slice(0, -1));
    // Valid UTF-8 may hold U+FFFD itself: nothing was replaced then.
    if (!fatal) replacements += piece.split('\ufffd').length - 1;
    pieces.push(piece);
    yield from;
  }
  return { text: pieces.join(''), encoding: decoder.encoding, replacements };
}

/** However many byte order marks a text begins with, none is a character of it. */
function withoutMarks(text: string): string {
  return text.replace(/^\ufeff+/, '');
}

function withPlainNewlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
