/** From a source that a person chose to everything that training needs of its text. */
import type { WorkPart } from '../protocol/work.ts';
import type { Settings } from '../config/settings.ts';
import { settingsTable } from '../config/settings.ts';
import { TextError } from '../lib/errors.ts';
import { sha256 } from '../lib/sha256.ts';
import { runWithPauses, throwIfCancelled, type Slices } from '../lib/slices.ts';
import { thinSlices } from './rare-symbols.ts';
import { formatOf } from './text-format.ts';
import { provenanceOf } from './provenance.ts';
import { type OpenOptions, readText } from './read-text.ts';
import { bigramEntropySlices, chanceLoss, unigramEntropy } from './statistics.ts';
import { exampleLines, excerpt } from './text-excerpts.ts';
import type { TextInfo, TextSource } from '../protocol/text-info.ts';
import { Vocabulary, type Tokens } from './vocabulary.ts';

export interface OpenedText {
  info: TextInfo;
  vocabulary: Vocabulary;
  /** The whole text; the held-out part is what follows `trainLength`. */
  tokens: Tokens;
  trainLength: number;
  /** The text itself as it is trained on, in UTF-8. */
  content: Blob;
  /** Where it can be read from again, and how it was read. */
  source: TextSource;
  settings: TextSettings;
}

/** The same, whatever its tokens are. */
export type OpenedTokens = Omit<OpenedText, 'vocabulary' | 'settings'>;

/** What of the settings a text is opened with. */
export type TextSettings = Pick<Settings, 'heldOut' | 'encoding' | 'symbols'>;

/** Tokens are numbers of 16 bits. */
const largestVocabulary = settingsTable.symbols.max;
/** Offered where a text has too many. */
const fewerSymbols = 4096;
const previewLength = 600;

/**
 * Reads, decodes, counts and encodes; lets other messages through every 20 ms or so. Throws a
 * TextError that says what is wrong with the text and what to do; nothing is kept of it then.
 */
export async function openText(
  source: TextSource,
  settings: TextSettings,
  options: OpenOptions,
): Promise<OpenedText> {
  const run = <Result>(slices: Slices<Result>, total: number, what: WorkPart) => {
    options.onProgress(0, total, what);
    return runWithPauses(slices, {
      signal: options.signal,
      onProgress: (done) => options.onProgress(done, total, what),
    });
  };
  const count = (text: string) =>
    run(Vocabulary.countSlices(text), text.length, 'counting symbols');
  const whole = await readText(source, settings.encoding, options);
  const facts = source.kind === 'file' ? source.facts : undefined;
  const provenance = provenanceOf(source, whole);
  let vocabulary = await count(whole.text);
  refuseUnusable(provenance.name, vocabulary, settings.symbols);
  const { text, ...rare } = await run(
    thinSlices(whole.text, vocabulary, settings.symbols),
    whole.text.length,
    'replacing rare symbols',
  );
  if (rare.symbols > 0) vocabulary = await count(text);
  const { tokens } = await run(vocabulary.encodeSlices(text), text.length, 'numbering characters');
  const bigramEntropy = await run(
    bigramEntropySlices(tokens, vocabulary.size),
    tokens.length,
    'measuring entropy',
  );
  const utf8 = new TextEncoder().encode(text);
  const hash = await hashOf(utf8);
  throwIfCancelled(options.signal);
  const trainLength = trainLengthOf(tokens.length, settings.heldOut);
  const symbols = vocabulary.symbols
    .map((symbol, id) => ({ symbol, count: vocabulary.counts[id] }))
    .sort((a, b) => b.count - a.count);
  const format = formatOf(text);
  const info: TextInfo = {
    ...provenance,
    tokens: tokens.length,
    hash,
    symbols,
    trainTokens: trainLength,
    heldOutTokens: tokens.length - trainLength,
    chanceLoss: chanceLoss(vocabulary.size),
    unigramEntropy: unigramEntropy(vocabulary.counts),
    bigramEntropy,
    ...(format === null ? {} : { format }),
    rare: rare.symbols > 0 ? rare : (facts?.rare ?? rare),
    preview: excerpt(tokens, vocabulary, 0, previewLength),
    heldOutPreview: excerpt(tokens, vocabulary, trainLength, previewLength),
    lines: exampleLines(text),
  };
  const { heldOut, symbols: mostSymbols, encoding: asked } = settings;
  return {
    info,
    vocabulary,
    tokens,
    trainLength,
    content: new Blob([utf8]),
    source,
    settings: { heldOut, symbols: mostSymbols, encoding: asked },
  };
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
      trainTokens: trainLength,
      heldOutTokens: tokens.length - trainLength,
      heldOutPreview: excerpt(tokens, vocabulary, trainLength, previewLength),
    },
  };
}

/** The held-out share is rounded; each part keeps two characters where the text has four. */
function trainLengthOf(length: number, heldOutPercent: number): number {
  const heldOut = Math.max(2, Math.round((length * heldOutPercent) / 100));
  return Math.max(Math.min(2, length), length - heldOut);
}

function refuseUnusable(name: string, vocabulary: Vocabulary, limit: number): void {
  refuseEmpty(
    name,
    vocabulary.counts.reduce((sum, count) => sum + count, 0),
  );
  // Below the largest limit it is a wish: what is rarer is replaced.
  if (vocabulary.size > largestVocabulary && limit === largestVocabulary) {
    const { size } = vocabulary;
    const values = { name, symbols: size, limit: largestVocabulary, bytes: 4 * size };
    const remedies = [{ kind: 'settings', settings: { symbols: fewerSymbols } }] as const;
    throw new TextError({ code: 'too many symbols', values }, { remedies });
  }
}

/** @throws TextError where nothing can follow anything */
export function refuseEmpty(name: string, characters: number): void {
  if (characters >= 2) return;
  const code = characters === 0 ? 'text empty' : 'text of one character';
  throw new TextError({ code, values: { name } });
}

/** First 16 hexadecimal digits of the SHA-256. */
export async function hashOf(utf8: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = (await sha256(utf8)).subarray(0, 8);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
