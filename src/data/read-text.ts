/** From a source that a person chose to clean text: built in, files, or pasted. */
import { TextError } from '../lib/errors.ts';
import { runWithPauses, throwIfCancelled } from '../lib/slices.ts';
import { fetchBuiltinText } from './corpora.ts';
import { cleanPastedText, decodeSlices } from './decode-text.ts';
import { isArchive, recogniseFile, startLength } from './file-signature.ts';
import {
  largestText,
  type NamedText,
  type OpenOptions,
  readFile,
  refusal,
  refuseTooLarge,
} from './read-file.ts';
import type { BroughtFile, TextSource } from '../protocol/text-info.ts';

export type { NamedText, OpenOptions } from './read-file.ts';

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
  if (source.kind === 'files') return joined(source.files, encoding, source, options);
  if (source.kind === 'file' && (await isPacked(source))) {
    const { file } = source;
    return joined([{ path: file.name, file }], encoding, source, options);
  }
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

type FileSource = Extract<TextSource, { kind: 'file' }>;

interface NamedBytes {
  name: string;
  title: string;
  bytes: Uint8Array;
  partOf: number | null;
}

/** Where it cannot be read, that is told by who reads it. */
async function isPacked({ file, kept, readAnyway }: FileSource): Promise<boolean> {
  if (kept || readAnyway) return false;
  try {
    const start = await file.slice(0, startLength).arrayBuffer();
    return isArchive(recogniseFile(new Uint8Array(start)));
  } catch {
    return false;
  }
}

async function joined(
  files: readonly BroughtFile[],
  encoding: string,
  { firstPart = false }: { firstPart?: boolean },
  options: OpenOptions,
): Promise<NamedText> {
  const { joinFiles } = await import('./joined-files.ts').catch((error: unknown) => {
    throw new TextError({ code: 'task not served', values: {} }, { cause: error });
  });
  return joinFiles(files, { encoding, firstPart }, options);
}

async function readBytes(
  source: FileSource | Extract<TextSource, { kind: 'builtin' }>,
  options: OpenOptions,
): Promise<NamedBytes> {
  if (source.kind === 'builtin') {
    const { id } = source;
    options.onProgress(0, 1, 'reading');
    const served = fetchBuiltinText(id, options.signal).catch((error: unknown) => {
      throw refusal(id, error, options.signal);
    });
    return { name: id, partOf: null, ...(await served) };
  }
  const { file, firstPart } = source;
  // What was kept could be opened: in UTF-8 it may be larger than the file it came from.
  const largest = source.kept ? Infinity : (options.largest ?? largestText);
  if (!firstPart) refuseTooLarge(file.name, file.size, largest);
  const size = Math.min(file.size, largest);
  const bytes = await readFile(file, size, options);
  return { name: file.name, title: file.name, bytes, partOf: size < file.size ? file.size : null };
}
