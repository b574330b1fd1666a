/** From a source to numbered pairs. */
import { hashOf } from '../../data/open-text.ts';
import { provenanceOf } from '../../data/provenance.ts';
import { type NamedText, type OpenOptions, readText } from '../../data/read-text.ts';
import { pairTable, readPairs } from '../../data/rows/pairs.ts';
import { runWithPauses } from '../../lib/slices.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { loaded } from '../loaded.ts';
import type { DataSettings, Task } from '../task.ts';
import { PairData } from './pair-data.ts';
import type { PairKind } from './pair-task.ts';

/** The built-in pairs are always the same. */
const generatorSeed = 1;

/** @throws TextError where no row can be used, CancelledError */
export async function openPairs(
  task: Task,
  kind: PairKind,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<PairData> {
  const whole = await readSource(kind, source, settings.encoding, work);
  const { error } = kind;
  const { text } = whole;
  work.onProgress(0, text.length, 'reading rows');
  const found = await runWithPauses(readPairs(text), {
    signal: work.signal,
    onProgress: (done) => work.onProgress(done, text.length, 'reading rows'),
  });
  const utf8 = new TextEncoder().encode(text);
  const known = {
    ...{ ...provenanceOf(source, whole), hash: await hashOf(utf8) },
    rare: { symbols: 0, characters: 0 },
  };
  const content = new Blob([utf8]);
  return new PairData({ task, error, source, settings, found, known, content });
}

async function readSource(
  kind: PairKind,
  source: TextSource,
  encoding: string,
  work: OpenOptions,
): Promise<NamedText> {
  if (source.kind !== 'builtin') return readText(source, encoding, work);
  const pairs = await loaded(() => kind.load());
  const text =
    'made' in pairs
      ? pairTable(pairs.made(generatorSeed))
      : await pairs.served(source.id, work.signal);
  const { id, title } = kind.sources.find((one) => one.id === source.id) ?? kind.sources[0];
  return { text, name: id, title, encoding: 'utf-8', replacements: 0, partOf: null };
}
