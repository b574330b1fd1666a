/** Guesses the encoding of bytes that carry no byte order mark and are not valid UTF-8. */
import { analyse } from 'chardet';

/** Bytes that are looked at: more does not make a guess better. */
const sampleLength = 1 << 16;

/** By byte order mark; null without one, `utf-32` (which no browser decodes) included. */
export function encodingOfMark(bytes: Uint8Array): string | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return 'utf-32';
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? 'utf-32' : 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
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
  return sample.length > 0 && count * 200 <= sample.length ? encoding : null;
}

/**
 * For bytes that are not valid UTF-8 throughout: `utf-8` if most of what is not ASCII still is,
 * else what their statistics look like, else `windows-1252`, in which every byte means something.
 */
export function guessEncoding(bytes: Uint8Array): string {
  const firstSpecial = bytes.findIndex((byte) => byte >= 0x80 || byte === 0x1b);
  // The byte before the first special one is ASCII, so the sample starts with a whole character.
  const sample = bytes.subarray(Math.max(0, firstSpecial - 1)).subarray(0, sampleLength);
  const asUtf8 = new TextDecoder().decode(sample);
  const special = asUtf8.match(/[^\0-\x7f]/gu)?.length ?? 0;
  const broken = asUtf8.match(/\ufffd/g)?.length ?? 0;
  if (broken * 4 < special) return 'utf-8';
  const guesses = analyse(sample).map(({ name }) => name);
  return guesses.find((name) => !/^(utf|ascii)/i.test(name) && canDecode(name)) ?? 'windows-1252';
}

function canDecode(encoding: string): boolean {
  try {
    new TextDecoder(encoding);
    return true;
  } catch {
    return false; // The guesser knows more encodings than browsers decode.
  }
}
