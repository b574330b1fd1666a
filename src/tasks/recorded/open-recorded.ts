/** From what is made up, or recordings of a person's own, to open data. */
import { hashOf } from '../../data/open-text.ts';
import { provenanceOf } from '../../data/provenance.ts';
import { type NamedText, type OpenOptions, readText } from '../../data/read-text.ts';
import { remarkOf, unlistedIn } from '../../data/rows/data-problem.ts';
import { readRecordings } from '../../data/rows/recordings.ts';
import { TextError } from '../../lib/errors.ts';
import { type Recorded, recordingsTable } from '../../lib/recordings.ts';
import { runWithPauses, throwIfCancelled } from '../../lib/slices.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { DataSettings, Task } from '../task.ts';
import { RecordedData } from './recorded-data.ts';

/** @throws TextError, DataError where there are too few recordings; CancelledError */
export async function openRecorded(
  task: Task,
  made: () => readonly Recorded[],
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<RecordedData> {
  const given =
    source.kind === 'builtin'
      ? builtIn(task, source.id, made)
      : await readText(source, settings.encoding, work);
  const { length } = given.text;
  const onProgress = (done: number) => work.onProgress(done, length, 'reading rows');
  onProgress(0);
  const slices = readRecordings(given.text, task.info.id);
  const read = await runWithPauses(slices, { signal: work.signal, onProgress });
  const utf8 = new TextEncoder().encode(given.text);
  const hash = await hashOf(utf8);
  throwIfCancelled(work.signal);
  const { refused, problems } = read;
  return new RecordedData({
    ...{ task, source, settings, read, content: new Blob([utf8]) },
    facts: { ...provenanceOf(source, given), hash },
    found: { refused, remarks: problems.map(remarkOf), unlisted: unlistedIn(read) },
  });
}

function builtIn({ sources }: Task, id: string, made: () => readonly Recorded[]): NamedText {
  const source = sources.find((one) => one.id === id);
  if (!source) {
    const choices = sources.map((one) => one.id).join(', ');
    throw new TextError({ code: 'no such built-in', values: { name: id, choices } });
  }
  const text = recordingsTable(made());
  return { name: id, title: source.title, text, encoding: 'utf-8', replacements: 0, partOf: null };
}
