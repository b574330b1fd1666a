/** What people are told of open sentences. */
import { unlistedIn } from '../../data/rows/data-problem.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import { joinWords } from '../../data/tokens/word-segments.ts';
import type { Words } from '../../data/tokens/words.ts';
import { exampleLines } from '../../data/text-excerpts.ts';
import { cutText } from '../../lib/inline-text.ts';
import type { MetricBound } from '../../protocol/metrics.ts';
import type { RowsInfo, SymbolCount, TextInfo } from '../../protocol/text-info.ts';
import type { Corpus } from './corpus.ts';
import { boundsOf } from './bounds.ts';
import { tagEntropies } from './tag-entropies.ts';
import type { Sentence, Tags } from './tags.ts';
import type { EncodedSentence } from './vocabulary.ts';

const previewLength = 600;
/** Sentences that lines to look at are taken from. */
const linesFrom = 2000;
/** The first held-out ones stand first among those lines: of the generated ones the course's own two. */
const firstLines = 2;

interface Described {
  sentences: SplitRows<Sentence>;
  encoded: SplitRows<EncodedSentence>;
  words: Words;
  tags: Tags;
  /** What a rival reaches that was trained on the same. */
  rivals: readonly MetricBound[];
}

export function describeCorpus(
  { source, name, title, hash, reading, remarks, firstUnseen, split, rows: found }: Corpus,
  { sentences: { train, heldOut }, encoded, words, tags, rivals }: Described,
): TextInfo & { rows: RowsInfo } {
  const all = [...encoded.train, ...encoded.heldOut];
  const bounds = firstUnseen === null ? rivals : boundsOf(tags.isBinary);
  const [trainWords, heldOutWords] = [countWords(train), countWords(heldOut)];
  return {
    ...{ source, name, title, hash, ...reading },
    tokens: trainWords + heldOutWords,
    trainTokens: trainWords,
    heldOutTokens: heldOutWords,
    symbols: countsOf(all, words),
    ...tagEntropies(all, tags.labels.size),
    // where it is known how often each sentence is said
    ...(bounds.length > 0 && { bounds }),
    preview: previewOf(train),
    heldOutPreview: previewOf(heldOut),
    lines: linesOf(heldOut.length > 0 ? heldOut : train),
    ...(firstUnseen !== null && { tries: heldOut.slice(0, firstLines).map(written) }),
    rows: {
      total: all.length,
      train: train.length,
      heldOut: heldOut.length,
      ...(split && { isSplitGiven: true }),
      longest: all.reduce((most, one) => Math.max(most, one.words.length), 0),
      refused: found.refused,
      remarks,
      unlisted: unlistedIn(found),
    },
  };
}

function countWords(sentences: readonly Sentence[]): number {
  return sentences.reduce((sum, { words }) => sum + words.length, 0);
}

function countsOf(sentences: readonly EncodedSentence[], words: Words): SymbolCount[] {
  const counts = new Uint32Array(words.size);
  for (const sentence of sentences) {
    for (let at = 0; at < sentence.words.length; at++) counts[sentence.words[at]]++;
  }
  return Array.from(counts, (count, id) => ({ symbol: words.label(id), count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

const written = ({ words }: Sentence) => joinWords(words);

function previewOf(sentences: readonly Sentence[]): string {
  // each has at least one character
  return cutText(sentences.slice(0, previewLength).map(written).join('\n'), previewLength);
}

function linesOf(sentences: readonly Sentence[]): string[] {
  const some = sentences.slice(0, linesFrom).map(written);
  return [...new Set([...some.slice(0, firstLines), ...exampleLines(some.join('\n'))])];
}
