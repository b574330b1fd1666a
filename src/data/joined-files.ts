/**
 * Several files, or what is packed in archives, as one text, with a blank line between them. What
 * cannot be read is left out and named; only where nothing is left, all is refused.
 */
import { TextError } from '../lib/errors.ts';
import type { FileKind } from '../lib/file-kinds.ts';
import { runWithPauses, throwIfCancelled } from '../lib/slices.ts';
import type { BroughtFile, FileInText, SkippedFile } from '../protocol/text-info.ts';
import { notUnpacked } from './archives/not-unpacked.ts';
import { type Budget, gunzipped } from './archives/unpack.ts';
import { type Member, zipMembers } from './archives/zip.ts';
import { type DecodedText, decodeSlices } from './decode-text.ts';
import { isArchive, recogniseFile, startLength } from './file-signature.ts';
import { byNature } from './natural-order.ts';
import {
  largestText,
  type NamedText,
  type OpenOptions,
  readFile,
  refuseTooLarge,
} from './read-file.ts';

/** Each is told in the record of a run. */
const mostFiles = 1000;

interface Wish {
  encoding: string;
  /** What is beyond the largest text is left out. */
  firstPart: boolean;
}

/** Something to be read, brought as it is or packed. */
interface Found extends Member {
  /** Bytes, of what is brought as it is. */
  size: number;
}

interface Part extends DecodedText {
  path: string;
}

/** @throws TextError where none can be read, or several may not be; CancelledError */
export async function joinFiles(
  brought: readonly BroughtFile[],
  { encoding, firstPart }: Wish,
  options: OpenOptions,
): Promise<NamedText> {
  const { largest = largestText, signal, joins = false } = options;
  const skipped: SkippedFile[] = [];
  const found: Found[] = [];
  for (const one of brought) {
    await unlessWrong(one.path, skipped, async () => found.push(...(await look(one, options))));
  }
  const name = nameOf(brought);
  if (found.length > mostFiles) {
    const values = { name, files: found.length, limit: mostFiles };
    throw new TextError({ code: 'too many files', values });
  }
  const bytes = found.reduce((sum, { size }) => sum + size, 0);
  if (!firstPart) refuseTooLarge(name, bytes, largest);
  found.sort((a, b) => byNature(a.path, b.path));
  const reader = new PartReader({ encoding, firstPart, largest, signal });
  for (const [at, one] of found.entries()) {
    options.onProgress(at, found.length, 'reading');
    await unlessWrong(one.path, skipped, () => reader.read(one));
    throwIfCancelled(signal);
    if (reader.isWasteful) throw nothingIn(name, skipped.slice(-1));
  }
  const { parts } = reader;
  if (parts.length === 0) throw nothingIn(name, skipped);
  if (parts.length > 1 && !joins) throw notUnpacked(name, 'several in it');
  const partOf = bytes > largest ? bytes : null;
  return { name, title: name, partOf, ...joinParts(parts), skipped };
}

/** A folder that all stand in, or the first of them. */
function nameOf(brought: readonly BroughtFile[]): string {
  const paths = brought.map(({ path }) => path).sort(byNature);
  const [first] = paths;
  const folder = first.slice(0, first.indexOf('/') + 1);
  if (paths.length === 1) return first;
  if (folder !== '' && paths.every((path) => path.startsWith(folder))) return folder.slice(0, -1);
  return `${first} + ${paths.length - 1}`;
}

/** What a file brings: itself, or what is packed in it. */
async function look({ path, file }: BroughtFile, options: OpenOptions): Promise<Found[]> {
  refuseName(path);
  const quiet = { ...options, onProgress: () => undefined };
  const looks = recogniseFile(await readFile(file, Math.min(file.size, startLength), quiet));
  if (looks === 'gzip archive') {
    const packed = { name: path, data: file };
    return [{ path, size: 0, unpack: async (budget) => (await gunzipped(packed, budget)).bytes }];
  }
  if (isArchive(looks)) {
    const members = await zipMembers(path, file);
    return members.map((member) => ({ ...member, size: 0 }));
  }
  if (looks !== null) throw notText(path, looks);
  const unpack = (budget: Budget) => {
    const size = Math.min(file.size, budget.bytes);
    budget.bytes -= size;
    return readFile(file, size, quiet);
  };
  return [{ path, size: file.size, unpack }];
}

/** Reads within the largest text, one after the other. */
class PartReader {
  readonly parts: Part[] = [];
  readonly #wish: Wish;
  readonly #budget: Budget;
  /** Bytes that may be unpacked for nothing: one bomb may be among good files, many may not. */
  #patience: number;

  constructor({ largest, signal, ...wish }: Wish & { largest: number; signal: AbortSignal }) {
    this.#wish = wish;
    this.#budget = { bytes: largest, signal };
    this.#patience = 2 * largest;
  }

  get isWasteful(): boolean {
    return this.#patience < 0;
  }

  /** @throws TextError where it cannot be read, or is too large together with the others */
  async read({ path, size, unpack }: Found): Promise<void> {
    const { encoding, firstPart } = this.#wish;
    const { bytes: left, signal } = this.#budget;
    if (firstPart && left === 0) return;
    const isCut = size > left;
    try {
      refuseName(path);
      if (isCut && !firstPart) throw notUnpacked(path, 'too large');
      const bytes = await unpack(this.#budget);
      if (isArchive(recogniseFile(bytes))) throw notUnpacked(path, 'nested');
      const slices = decodeSlices(bytes, path, { encoding, isCut });
      const decoded = await runWithPauses(slices, { signal });
      if (decoded.text.trim() === '') throw emptyText(path);
      this.parts.push({ path, ...decoded });
    } catch (error) {
      this.#patience -= left - this.#budget.bytes;
      this.#budget.bytes = left;
      throw error;
    }
  }
}

/** What is wrong with one is told of it; whatever else goes wrong is thrown. */
async function unlessWrong(
  name: string,
  skipped: SkippedFile[],
  read: () => Promise<unknown>,
): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    skipped.push({ name, problem: error.problem });
  }
}

/** Behind the name of an archive may stand anything. */
function refuseName(path: string): void {
  const names = path.split(/[\\/]/);
  if (names.some((name) => name === '' || name === '..' || /^[a-z]:$/i.test(name))) {
    throw notUnpacked(path, 'unsafe name');
  }
  if (names.some((name) => name.startsWith('.') || name === '__MACOSX')) {
    throw notUnpacked(path, 'hidden');
  }
}

/** The reason of one that people meant to bring. */
function nothingIn(name: string, skipped: readonly SkippedFile[]): TextError {
  const isMeant = ({ problem }: SkippedFile) =>
    problem.code !== 'not unpacked' || problem.values.fault !== 'hidden';
  const first = skipped.find(isMeant) ?? skipped[0];
  if (skipped.length === 1) return new TextError(first.problem);
  const values = { name, files: skipped.length, reason: first.problem };
  return new TextError({ code: 'no usable file', values });
}

/** With a blank line between two of them, so that no paragraph and no sentence goes on. */
function joinParts(parts: readonly Part[]): Pick<NamedText, 'files' | keyof DecodedText> {
  const files: FileInText[] = [];
  const pieces: string[] = [];
  let from = 0;
  for (const { path, text, encoding } of parts) {
    const gap = files.length > 0 ? gapAfter(pieces.at(-1) as string) : '';
    from += gap.length;
    const characters = charactersIn(text);
    files.push({ name: path, from, characters, encoding });
    pieces.push(gap, text);
    from += characters;
  }
  return {
    text: pieces.join(''),
    encoding: [...new Set(parts.map(({ encoding }) => encoding))].join(', '),
    replacements: parts.reduce((sum, { replacements }) => sum + replacements, 0),
    files,
  };
}

function gapAfter(text: string): string {
  return text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n';
}

/** There are no halves of surrogate pairs. */
function charactersIn(text: string): number {
  let halves = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xdc00 && unit < 0xe000) halves++;
  }
  return text.length - halves;
}

const emptyText = (name: string) => new TextError({ code: 'text empty', values: { name } });

const notText = (name: string, looks: FileKind) =>
  new TextError({ code: 'not plain text', values: { name, looks } });
