/** From a source to numbered texts with their classes, and how well a simple rival knows those. */
import { hashOf } from '../../data/open-text.ts';
import { provenanceOf } from '../../data/provenance.ts';
import { type NamedText, type OpenOptions, readText } from '../../data/read-text.ts';
import { readLabelled } from '../../data/rows/labelled.ts';
import { runWithPauses, type Slices } from '../../lib/slices.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { WorkPart } from '../../protocol/work.ts';
import type { DataSettings, Task } from '../task.ts';
import { LabelledData } from './labelled-data.ts';
import type { BuiltInTexts } from './labelled-task.ts';
import { type Corpus, splitCorpus, withinReach } from './corpus.ts';

/** @throws TextError where no row can be used, CancelledError */
export async function openLabelled(
  task: Task,
  texts: BuiltInTexts,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<LabelledData> {
  const run = <Result>(slices: Slices<Result>, total: number, what: WorkPart) => {
    work.onProgress(0, total, what);
    const onProgress = (done: number) => work.onProgress(done, total, what);
    return runWithPauses(slices, { signal: work.signal, onProgress });
  };
  const whole = await readSource(task, texts, source, settings.encoding, work);
  const { source: origin, name, title, ...reading } = provenanceOf(source, whole);
  const { text } = whole;
  const found = withinReach(await run(readLabelled(text), text.length, 'reading rows'));
  const utf8 = new TextEncoder().encode(text);
  const corpus: Corpus = {
    ...{ source: origin, name, title, hash: await hashOf(utf8) },
    reading: { ...reading, rare: { symbols: 0, characters: 0 } },
    content: new Blob([utf8]),
    found,
  };
  const { train, heldOut } = splitCorpus(corpus, settings.heldOut);
  const numbered = (rows: typeof train) =>
    rows.map((row) => ({ label: found.labels.indexOf(row.label), text: row.text }));
  const { rival } = texts;
  const rivals = rival.accuracy(numbered(train), numbered(heldOut), found.labels.length);
  const accuracy = await run(rivals, 1, 'training a rival');
  const bounds = heldOut.length > 0 ? [{ label: rival.label, accuracy }] : [];
  return new LabelledData({ task, source, settings, corpus, rivals: bounds });
}

async function readSource(
  { sources }: Task,
  { read }: BuiltInTexts,
  source: TextSource,
  encoding: string,
  work: OpenOptions,
): Promise<NamedText> {
  if (source.kind !== 'builtin') return readText(source, encoding, work);
  const text = await read(source.id, work);
  const title = sources.find(({ id }) => id === source.id)?.title ?? source.id;
  return { text, name: source.id, title, encoding: 'utf-8', replacements: 0, partOf: null };
}
