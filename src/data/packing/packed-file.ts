/**
 * A packed text as a file:
 *   4 bytes  \x8aUPT
 *   1        version
 *   1        kind of tokens: level, and 16 where sentences are ended
 *   8 + 8    hashes of the weights and of the vocabulary
 *   4 + 4    checks of all bytes of the file but these four, and of the text
 *   1 – 8    step, tokens: seven bits a byte, the last below 128
 *   …        what the coder wrote
 */
import { sha256 } from '../../lib/sha256.ts';

const magic = [0x8a, 0x55, 0x50, 0x54];
/** Another where anything is computed otherwise: the kernels that a net is run by, the coder. */
export const packedVersion = 1;
const checkAt = 22;
const headEnd = 30;

export interface PackedHead {
  kind: number;
  /** 8 bytes each. */
  weights: Uint8Array;
  vocabulary: Uint8Array;
  /** Of the text. */
  check: Uint8Array;
  /** Steps that the net was trained for. */
  step: number;
  tokens: number;
}

export type PackedFile = PackedHead & { coded: Uint8Array };

export type NoPackedFile =
  { what: 'empty' | 'foreign' | 'damaged' } | { what: 'version'; version: number };

export async function writePacked(
  head: PackedHead,
  coded: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = Uint8Array.of(
    ...magic,
    packedVersion,
    head.kind,
    ...head.weights,
    ...head.vocabulary,
    ...[0, 0, 0, 0],
    ...head.check,
    ...digits(head.step),
    ...digits(head.tokens),
  );
  const file = new Uint8Array(bytes.length + coded.length);
  file.set(bytes);
  file.set(coded, bytes.length);
  file.set(await checkOf(file), checkAt);
  return file;
}

/** @returns what it is instead where it is none */
export async function readPacked(
  file: Uint8Array<ArrayBuffer>,
): Promise<PackedFile | NoPackedFile> {
  if (file.length === 0) return { what: 'empty' };
  if (!magic.every((byte, at) => file[at] === byte)) return { what: 'foreign' };
  const version = file[magic.length];
  if (version !== packedVersion) {
    return version === undefined ? { what: 'damaged' } : { what: 'version', version };
  }
  const given = file.slice(checkAt, checkAt + 4);
  const cleared = file.slice();
  cleared.fill(0, checkAt, checkAt + 4);
  if (file.length < headEnd + 2 || !isEqual(given, await checkOf(cleared))) {
    return { what: 'damaged' };
  }
  const [step, stepEnd] = numberAt(file, headEnd);
  const [tokens, tokensEnd] = numberAt(file, stepEnd);
  return {
    kind: file[5],
    weights: file.subarray(6, 14),
    vocabulary: file.subarray(14, 22),
    check: file.subarray(26, 30),
    step,
    tokens,
    coded: file.subarray(tokensEnd),
  };
}

/** The first four bytes of the hash. */
export async function checkOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return (await sha256(bytes)).subarray(0, 4);
}

export function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function digits(value: number): number[] {
  return value < 128 ? [value] : [128 + (value % 128), ...digits(Math.floor(value / 128))];
}

/** @returns the number, and where it ends */
function numberAt(file: Uint8Array, from: number): [value: number, end: number] {
  let value = 0;
  for (let at = from, unit = 1; at < file.length; at++, unit *= 128) {
    value += (file[at] % 128) * unit;
    if (file[at] < 128) return [value, at + 1];
  }
  return [value, file.length];
}
