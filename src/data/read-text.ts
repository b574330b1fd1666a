/** From a source that a person chose to clean text: built in, a file, or pasted. */
import type { OnProgress } from '../protocol/work.ts';
import { TextError, UnrolledError, reasonOf } from '../lib/errors.ts';
import type { Problem } from '../lib/problems.ts';
import { pause, runWithPauses, throwIfCancelled } from '../lib/slices.ts';
import { fetchBuiltinText } from './corpora.ts';
import { cleanPastedText, decodeSlices, type DecodedText } from './decode-text.ts';
import type { TextSource } from '../protocol/text-info.ts';

export interface OpenOptions {
  /** Its abortion makes the promise reject with a CancelledError. */
  signal: AbortSignal;
  /** `done` of `total` in the unit of this part of the work; `what` names the part. */
  onProgress: OnProgress;
  /** Bytes, or characters of a pasted text, that are read at most: 64 MiB if not said. */
  largest?: number;
}

export interface NamedText extends DecodedText {
  name: string;
  title: string;
  /** Bytes of the whole file where only its start was read, else null. */
  partOf: number | null;
}

const largestText = 64 * 2 ** 20;
/** Bytes of a file read at a time. */
const readLength = 4 * 2 ** 20;

/**
 * `encoding` is a name that TextDecoder knows, or `auto`. A file is read piece by piece; where its
 * source asks for the first part only, no more than the largest text is.
 * @throws TextError, or CancelledError
 */
export async function readText(
  source: TextSource,
  encoding: string,
  options: OpenOptions,
): Promise<NamedText> {
  throwIfCancelled(options.signal);
  if (source.kind === 'paste') return readPaste(source, options.largest ?? largestText);
  const { name, title, bytes, partOf } = await readBytes(source, options);
  const slices = decodeSlices(bytes, name, {
    encoding,
    isCut: partOf !== null,
    // What was kept is no longer in the encoding of the file it came from.
    isOurs: source.kind === 'builtin' || source.kept === true,
    readAnyway: source.kind === 'file' && source.readAnyway === true,
    asBefore: source.kind === 'file' && source.asBefore === true,
  });
  options.onProgress(0, bytes.length, 'decoding');
  const decoded = await runWithPauses(slices, {
    signal: options.signal,
    onProgress: (done) => options.onProgress(done, bytes.length, 'decoding'),
  });
  return { name, title, partOf, ...decoded };
}

function readPaste(
  { text, firstPart, asBefore }: Extract<TextSource, { kind: 'paste' }>,
  largest: number,
): NamedText {
  const name = 'pasted text';
  if (!firstPart) refuseTooLarge(name, text.length, largest);
  const isCut = text.length > largest;
  // Half a surrogate pair at the cut belongs to the character that is left out.
  const start = isCut ? text.slice(0, largest).replace(/[\ud800-\udbff]$/, '') : text;
  const partOf = isCut ? text.length : null;
  return { name, title: 'Pasted text', partOf, ...cleanPastedText(start, asBefore) };
}

interface NamedBytes {
  name: string;
  title: string;
  bytes: Uint8Array;
  partOf: number | null;
}

async function readBytes(
  source: Exclude<TextSource, { kind: 'paste' }>,
  options: OpenOptions,
): Promise<NamedBytes> {
  const { signal, onProgress } = options;
  try {
    if (source.kind === 'builtin') {
      onProgress(0, 1, 'reading');
      return { name: source.id, partOf: null, ...(await fetchBuiltinText(source.id, signal)) };
    }
    const { file, firstPart } = source;
    // What was kept could be opened: in UTF-8 it may be larger than the file it came from.
    const largest = source.kept ? Infinity : (options.largest ?? largestText);
    if (!firstPart) refuseTooLarge(file.name, file.size, largest);
    const size = Math.min(file.size, largest);
    const bytes = new Uint8Array(size);
    for (let from = 0; from < size; from += readLength) {
      onProgress(from, size, 'reading');
      const piece = file.slice(from, Math.min(size, from + readLength));
      bytes.set(new Uint8Array(await piece.arrayBuffer()), from);
      await pause();
      throwIfCancelled(signal);
    }
    const partOf = size < file.size ? file.size : null;
    return { name: file.name, title: file.name, bytes, partOf };
  } catch (error) {
    throwIfCancelled(signal);
    if (error instanceof UnrolledError) throw error;
    const name = source.kind === 'builtin' ? source.id : source.file.name;
    throw new TextError(unreadable(name, error), { cause: error });
  }
}

/** In our words where it is known; a browser says little, and each says it differently. */
function unreadable(name: string, error: unknown): Problem {
  const said = error instanceof Error ? error.name : '';
  if (said === 'NotFoundError') return { code: 'file gone', values: { name } };
  if (said === 'NotReadableError') return { code: 'file not allowed', values: { name } };
  return { code: 'file unreadable', values: { name, reason: reasonOf(error) } };
}

/** `size` in bytes, or in characters, which are at least as many bytes. */
function refuseTooLarge(name: string, size: number, largest: number): void {
  if (size <= largest) return;
  const values = { name, bytes: size, limit: largest };
  throw new TextError({ code: 'text too large', values }, { remedies: [{ kind: 'first part' }] });
}
