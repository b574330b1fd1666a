/**
 * SHA-256, by the browser where it has it: a page that came over plain http has no `crypto.subtle`.
 * There a library takes some seconds for the largest text, in slices.
 */
import { sha256 as hasher } from '@noble/hashes/sha2.js';
import { runWithPauses, type Slices } from './slices.ts';

const pieceBytes = 2 ** 20;

/** @returns 32 bytes */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  if (subtle) return new Uint8Array(await subtle.digest('SHA-256', bytes));
  return runWithPauses(sha256Slices(bytes));
}

function* sha256Slices(bytes: Uint8Array): Slices<Uint8Array> {
  const hash = hasher.create();
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    hash.update(bytes.subarray(from, from + pieceBytes));
    yield from;
  }
  return hash.digest();
}
