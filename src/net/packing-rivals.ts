/** What a packed text takes beside what gzip, bigrams and chance make of it. */
import { bigramBits, chanceBits, gzipBytes } from '../data/packing/rival-sizes.ts';
import type { WrittenText } from '../data/packing/writing.ts';
import { Bigram } from '../data/rivals/bigram.ts';
import type { Sequence } from '../data/sequences.ts';
import { runWithPauses } from '../lib/slices.ts';
import type { Unrolling } from '../model/module.ts';
import type { PackedBytes } from '../protocol/packing.ts';
import type { TaskData } from '../tasks/task.ts';
import type { PackingSource } from './packing-net.ts';

/** A net, and all of what it was trained on. */
export interface RivalSource extends PackingSource {
  data: TaskData;
  unrolling: Unrolling;
}

interface Packed {
  text: string;
  read: WrittenText;
  file: Uint8Array;
  /** Of the file; all else of it others need as well. */
  tokenBits: number;
}

/** @throws CancelledError */
export async function bytesOf(
  { text, read, file, tokenBits }: Packed,
  { data, unrolling }: RivalSource,
  signal: AbortSignal,
): Promise<PackedBytes> {
  const { targets, settings } = data;
  const bigram = await runWithPauses(Bigram.countSlices(targets.size, trainedOn(data, unrolling)), {
    signal,
  });
  const end = settings.sequences === 'sentence' ? targets.end : undefined;
  const first = data.beginning().at(-1) as number;
  const others = 8 * file.length - tokenBits;
  const bytes = (bits: number) => Math.ceil((others + bits) / 8);
  return {
    net: file.length,
    plain: new TextEncoder().encode(text).length,
    gzip: await gzipBytes(text),
    bigram: bytes(bigramBits(read, bigram, { first, end })),
    chance: bytes(chanceBits(read, targets)),
  };
}

function* trainedOn(data: TaskData, unrolling: Unrolling): Iterable<Sequence> {
  const dataset = data.dataset(unrolling);
  for (let index = 0; index < dataset.counts.train; index++) yield dataset.at('train', index);
}
