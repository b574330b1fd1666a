/** What people are told of open recordings. */
import { nearestMean } from '../../data/rivals/nearest-mean.ts';
import type { Recording } from '../../data/rows/recordings.ts';
import { accuracyInfo } from '../../data/scores/accuracy.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import { chanceLoss, unigramEntropy } from '../../data/statistics.ts';
import type { Numbers } from '../../data/tokens/numbers.ts';
import { cutText } from '../../lib/inline-text.ts';
import { framesText } from '../../lib/recordings.ts';
import type { RowsInfo, TextInfo } from '../../protocol/text-info.ts';
import type { OpenedRecorded } from './recorded-data.ts';

const previewLength = 600;
/** Recordings to look at gates with, from places spread evenly over what is held out. */
const lineCount = 12;

export function describeRecorded(
  { read, facts, found }: OpenedRecorded,
  { train, heldOut }: SplitRows<Recording>,
  { scale }: Numbers,
): TextInfo & { rows: RowsInfo } {
  const { rows, labels } = read;
  const counts = labels.map((label) => rows.filter((one) => one.label === label).length);
  const entropy = unigramEntropy(Uint32Array.from(counts));
  const { label, accuracy } = nearestMean;
  const value = accuracy(train, heldOut);
  return {
    ...facts,
    ...{ rare: { symbols: 0, characters: 0 }, symbols: [] },
    tokens: framesOf(rows),
    trainTokens: framesOf(train),
    heldOutTokens: framesOf(heldOut),
    chanceLoss: chanceLoss(labels.length),
    ...{ unigramEntropy: entropy, bigramEntropy: entropy },
    guesses: [{ label: 'chance', loss: chanceLoss(labels.length) }],
    scale,
    bounds: [{ metric: accuracyInfo.id, label, value, isRival: true }],
    preview: previewOf(train),
    heldOutPreview: previewOf(heldOut),
    lines: linesOf(heldOut),
    rows: {
      ...{ total: rows.length, train: train.length, heldOut: heldOut.length, isSplitGiven: true },
      longest: rows.reduce((longest, { frames }) => Math.max(longest, frames.length), 0),
      ...found,
    },
  };
}

function framesOf(rows: readonly Recording[]): number {
  return rows.reduce((sum, { frames }) => sum + frames.length, 0);
}

function previewOf(rows: readonly Recording[]): string {
  const some = rows.slice(0, 20).map(({ name, frames }) => `${name}: ${framesText(frames)}`);
  return cutText(some.join('\n'), previewLength);
}

function linesOf(rows: readonly Recording[]): string[] {
  const count = Math.min(lineCount, rows.length);
  return Array.from(
    { length: count },
    (_, at) => rows[Math.floor((at * rows.length) / count)].name,
  );
}
