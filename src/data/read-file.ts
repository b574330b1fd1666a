/** The bytes of a file that a person chose, piece by piece, and what is wrong where they cannot be had. */
import { TextError, UnrolledError, reasonOf } from '../lib/errors.ts';
import type { Problem } from '../lib/problems.ts';
import { pause, throwIfCancelled } from '../lib/slices.ts';
import type { OnProgress } from '../protocol/work.ts';
import type { FileInText, SkippedFile } from '../protocol/text-info.ts';
import type { DecodedText } from './decode-text.ts';

export interface OpenOptions {
  /** Its abortion makes the promise reject with a CancelledError. */
  signal: AbortSignal;
  /** `done` of `total` in the unit of this part of the work; `what` names the part. */
  onProgress: OnProgress;
  /** Bytes, or characters of a pasted text, that are read at most: 64 MiB if not said. */
  largest?: number;
  /** Several files, or an archive of several, become one text; absent: one is wanted. */
  joins?: boolean;
}

export interface NamedText extends DecodedText {
  name: string;
  title: string;
  /** Bytes of the whole file where only its start was read, else null. */
  partOf: number | null;
  /** Of several files, or an archive: where each begins, and what is not read. */
  files?: readonly FileInText[];
  skipped?: readonly SkippedFile[];
}

export const largestText = 64 * 2 ** 20;
/** Bytes of a file read at a time. */
const readLength = 4 * 2 ** 20;

/** The first `size` bytes. @throws TextError, CancelledError */
export async function readFile(
  file: File,
  size: number,
  { signal, onProgress }: OpenOptions,
): Promise<Uint8Array> {
  try {
    const bytes = new Uint8Array(size);
    for (let from = 0; from < size; from += readLength) {
      onProgress(from, size, 'reading');
      const piece = file.slice(from, Math.min(size, from + readLength));
      bytes.set(new Uint8Array(await piece.arrayBuffer()), from);
      await pause();
      throwIfCancelled(signal);
    }
    return bytes;
  } catch (error) {
    throw refusal(file.name, error, signal);
  }
}

/** What is to be thrown where reading failed. */
export function refusal(name: string, error: unknown, signal: AbortSignal): UnrolledError {
  throwIfCancelled(signal);
  if (error instanceof UnrolledError) return error;
  return new TextError(unreadable(name, error), { cause: error });
}

/** In our words where it is known; a browser says little, and each says it differently. */
function unreadable(name: string, error: unknown): Problem {
  const said = error instanceof Error ? error.name : '';
  if (said === 'NotFoundError') return { code: 'file gone', values: { name } };
  if (said === 'NotReadableError') return { code: 'file not allowed', values: { name } };
  return { code: 'file unreadable', values: { name, reason: reasonOf(error) } };
}

/** `size` in bytes, or in characters, which are at least as many bytes. */
export function refuseTooLarge(name: string, size: number, largest: number): void {
  if (size <= largest) return;
  const values = { name, bytes: size, limit: largest };
  throw new TextError({ code: 'text too large', values }, { remedies: [{ kind: 'first part' }] });
}
