/** What people are told of open labelled texts. */
import { remarkOf, unlistedIn } from '../../data/rows/data-problem.ts';
import type { LabelledRow } from '../../data/rows/labelled.ts';
import { accuracyInfo } from '../../data/scores/accuracy.ts';
import type { Sequence } from '../../data/sequences.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import { chanceLoss, unigramEntropy } from '../../data/statistics.ts';
import type { TokenSet } from '../../data/tokens/token-set.ts';
import { cutText } from '../../lib/inline-text.ts';
import type { SymbolCount, TextInfo } from '../../protocol/text-info.ts';
import { hasParts } from './corpus.ts';
import type { OpenedLabelled } from './labelled-data.ts';

/** What a simple classifier gets right of what is held out. */
export interface RivalScore {
  label: string;
  accuracy: number;
}

const previewLength = 600;
/** Texts to look at gates with, from places spread evenly over what is held out. */
const lineCount = 12;

interface Described {
  rows: SplitRows<LabelledRow>;
  sequences: SplitRows<Sequence>;
  tokens: TokenSet;
  longest: number;
}

export function describeLabelled(
  { corpus, rivals }: OpenedLabelled,
  { rows: { train, heldOut }, sequences, tokens, longest }: Described,
): TextInfo {
  const { source, name, title, hash, reading, found } = corpus;
  const all = [...sequences.train, ...sequences.heldOut];
  const counts = classCounts([...train, ...heldOut], found.labels);
  return {
    ...{ source, name, title, hash, ...reading },
    tokens: tokensIn(all),
    trainTokens: tokensIn(sequences.train),
    heldOutTokens: tokensIn(sequences.heldOut),
    symbols: symbolCounts(all, tokens),
    chanceLoss: chanceLoss(found.labels.length),
    unigramEntropy: unigramEntropy(counts),
    // nothing stands before a class
    bigramEntropy: unigramEntropy(counts),
    bounds: rivals.map(({ label, accuracy }) => {
      return { metric: accuracyInfo.id, label, value: accuracy, isRival: true };
    }),
    preview: previewOf(train),
    heldOutPreview: previewOf(heldOut),
    lines: linesOf(heldOut.length > 0 ? heldOut : train),
    rows: {
      ...{ total: all.length, train: train.length, heldOut: heldOut.length, longest },
      ...(hasParts(corpus) && { isSplitGiven: true }),
      refused: found.refused,
      remarks: found.problems.map(remarkOf),
      unlisted: unlistedIn(found),
    },
  };
}

function tokensIn(sequences: readonly Sequence[]): number {
  return sequences.reduce((sum, { inputs }) => sum + inputs.length, 0);
}

function classCounts(rows: readonly LabelledRow[], labels: readonly string[]): Uint32Array {
  const counts = new Uint32Array(labels.length);
  for (const { label } of rows) counts[labels.indexOf(label)]++;
  return counts;
}

function symbolCounts(sequences: readonly Sequence[], tokens: TokenSet): SymbolCount[] {
  const counts = new Uint32Array(tokens.size);
  for (const { inputs } of sequences)
    for (let at = 0; at < inputs.length; at++) counts[inputs[at]]++;
  return Array.from(counts, (count, id) => ({ symbol: tokens.label(id), count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

function previewOf(rows: readonly LabelledRow[]): string {
  const some = rows.slice(0, previewLength).map(({ label, text }) => `${label}: ${text}`);
  return cutText(some.join('\n'), previewLength);
}

function linesOf(rows: readonly LabelledRow[]): string[] {
  const places = Array.from({ length: lineCount }, (_, index) =>
    Math.floor((index * rows.length) / lineCount),
  );
  return [...new Set(places.map((place) => rows[place].text))];
}
