/** From a source that a person chose to everything that training needs of its text. */
import { TextError, UnrolledError } from '../lib/errors.ts';
import { formatBytes, formatCount } from '../lib/format.ts';
import { pause, runWithPauses, throwIfCancelled, type Slices } from '../lib/slices.ts';
import { fetchBuiltinText } from './corpora.ts';
import { cleanPastedText, decodeSlices, type DecodedText } from './decode-text.ts';
import { bigramEntropySlices, chanceLoss, unigramEntropy } from './statistics.ts';
import { exampleLines, excerpt } from './text-excerpts.ts';
import type { TextInfo, TextSource } from './text-info.ts';
import { Vocabulary, type Tokens } from './vocabulary.ts';

export interface OpenedText {
  info: TextInfo;
  vocabulary: Vocabulary;
  /** The whole text; the held-out part is what follows `trainLength`. */
  tokens: Tokens;
  trainLength: number;
}

export interface OpenOptions {
  /** Its abortion makes the promise reject with a CancelledError. */
  signal: AbortSignal;
  /** `done` of `total` in the unit of this part of the work; `what` names the part. */
  onProgress: (done: number, total: number, what: string) => void;
}

const largestText = 64 * 2 ** 20;
const largestVocabulary = 65_536;
const previewLength = 600;
/** Bytes of a file read at a time. */
const readLength = 4 * 2 ** 20;

/**
 * Reads, decodes, counts and encodes; lets other messages through every 20 ms or so. Throws a
 * TextError that says what is wrong with the text and what to do; nothing is kept of it then.
 */
export async function openText(
  source: TextSource,
  heldOutPercent: number,
  options: OpenOptions,
): Promise<OpenedText> {
  const run = <Result>(slices: Slices<Result>, total: number, what: string) => {
    options.onProgress(0, total, what);
    return runWithPauses(slices, {
      signal: options.signal,
      onProgress: (done) => options.onProgress(done, total, what),
    });
  };
  const { name, title, decoded } = await decodeSource(source, options, run);
  const { text, encoding, replacements } = decoded;
  const vocabulary = await run(Vocabulary.countSlices(text), text.length, 'Counting symbols');
  refuseUnusable(name, vocabulary);
  const { tokens } = await run(vocabulary.encodeSlices(text), text.length, 'Numbering characters');
  const bigramEntropy = await run(
    bigramEntropySlices(tokens, vocabulary.size),
    tokens.length,
    'Measuring entropy',
  );
  const hash = await hashOf(text);
  throwIfCancelled(options.signal);
  const trainLength = trainLengthOf(tokens.length, heldOutPercent);
  const symbols = vocabulary.symbols
    .map((symbol, id) => ({ symbol, count: vocabulary.counts[id] }))
    .sort((a, b) => b.count - a.count);
  const info: TextInfo = {
    source: source.kind,
    name,
    title,
    characters: tokens.length,
    hash,
    symbols,
    trainCharacters: trainLength,
    heldOutCharacters: tokens.length - trainLength,
    chanceLoss: chanceLoss(vocabulary.size),
    unigramEntropy: unigramEntropy(vocabulary.counts),
    bigramEntropy,
    encoding,
    replacements,
    preview: excerpt(tokens, vocabulary, 0, previewLength),
    heldOutPreview: excerpt(tokens, vocabulary, trainLength, previewLength),
    lines: exampleLines(text),
  };
  return { info, vocabulary, tokens, trainLength };
}

/** The same text with another share held out. */
export function withHeldOut(text: OpenedText, heldOutPercent: number): OpenedText {
  const { info, tokens, vocabulary } = text;
  const trainLength = trainLengthOf(tokens.length, heldOutPercent);
  return {
    ...text,
    trainLength,
    info: {
      ...info,
      trainCharacters: trainLength,
      heldOutCharacters: tokens.length - trainLength,
      heldOutPreview: excerpt(tokens, vocabulary, trainLength, previewLength),
    },
  };
}

/** The held-out share is rounded; each part keeps two characters where the text has four. */
function trainLengthOf(length: number, heldOutPercent: number): number {
  const heldOut = Math.max(2, Math.round((length * heldOutPercent) / 100));
  return Math.max(Math.min(2, length), length - heldOut);
}

interface NamedText {
  name: string;
  title: string;
  decoded: DecodedText;
}

async function decodeSource(
  source: TextSource,
  options: OpenOptions,
  run: <Result>(slices: Slices<Result>, total: number, what: string) => Promise<Result>,
): Promise<NamedText> {
  if (source.kind === 'paste') {
    const name = 'pasted text';
    refuseTooLarge(name, source.text.length);
    return { name, title: 'Pasted text', decoded: cleanPastedText(source.text) };
  }
  const { name, title, bytes } = await readBytes(source, options);
  return { name, title, decoded: await run(decodeSlices(bytes, name), bytes.length, 'Decoding') };
}

async function readBytes(
  source: Exclude<TextSource, { kind: 'paste' }>,
  { signal, onProgress }: OpenOptions,
): Promise<{ name: string; title: string; bytes: Uint8Array }> {
  throwIfCancelled(signal);
  try {
    if (source.kind === 'builtin') {
      onProgress(0, 1, 'Reading');
      return { name: source.id, ...(await fetchBuiltinText(source.id, signal)) };
    }
    const { file } = source;
    refuseTooLarge(file.name, file.size);
    const bytes = new Uint8Array(file.size);
    for (let from = 0; from < file.size; from += readLength) {
      onProgress(from, file.size, 'Reading');
      bytes.set(new Uint8Array(await file.slice(from, from + readLength).arrayBuffer()), from);
      await pause();
      throwIfCancelled(signal);
    }
    return { name: file.name, title: file.name, bytes };
  } catch (error) {
    throwIfCancelled(signal);
    if (error instanceof UnrolledError) throw error;
    throw new TextError(
      {
        where: 'text',
        what: 'the file could not be read',
        values: { reason: error instanceof Error ? error.message : String(error) },
        advice: 'Check that it is still there and may be read, then choose it again',
      },
      { cause: error },
    );
  }
}

/** `size` in bytes, or in characters, which are at least as many bytes. */
function refuseTooLarge(name: string, size: number): void {
  if (size <= largestText) return;
  throw new TextError({
    where: 'text',
    what: 'the text is too large',
    values: { name, size: formatBytes(size), limit: formatBytes(largestText) },
    advice: 'Save a part of it as a file of its own and choose that',
  });
}

function refuseUnusable(name: string, vocabulary: Vocabulary): void {
  const characters = vocabulary.counts.reduce((sum, count) => sum + count, 0);
  if (characters < 2) {
    throw new TextError({
      where: 'text',
      what: characters === 0 ? 'the text is empty' : 'the text is a single character',
      values: { name, characters, 'least needed': 2 },
      advice: 'Choose a text of at least a few thousand characters: a net learns from repetition',
    });
  }
  if (vocabulary.size > largestVocabulary) {
    throw new TextError({
      where: 'text',
      what: 'the text has too many different characters',
      values: {
        name,
        symbols: formatCount(vocabulary.size),
        limit: formatCount(largestVocabulary),
      },
      advice: 'Check that it was saved as text in one encoding, or choose a text in fewer scripts',
    });
  }
}

/** First 16 hexadecimal digits of the SHA-256 of the text in UTF-8. */
async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const bytes = new Uint8Array(digest, 0, 8);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
