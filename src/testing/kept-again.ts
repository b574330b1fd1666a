/** Keeps a text with a run, and reads it again as another session would. */
import { defaultSettings, type Settings } from '../config/settings.ts';
import { identityOf } from '../keeping/files.ts';
import { findText } from '../keeping/kept-text.ts';
import { readRecord, type RunRecord, writeRecord } from '../keeping/record.ts';
import { RunStore } from '../keeping/store.ts';
import type { TaskData } from '../tasks/task.ts';
import { FailingDisk } from './failing-disk.ts';
import { sampleRun } from './sample-run.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

/** What a run on this text says of it, through its file. */
export function recordOf(text: TaskData, settings: Partial<Settings> = {}): RunRecord {
  const all = { ...defaultSettings(), ...settings };
  const { symbols } = text;
  const record: RunRecord = {
    step: 3,
    seconds: 1,
    settings: all,
    kernels: 'quads',
    symbols,
    text: identityOf(text),
  };
  return readRecord(writeRecord(record, all));
}

/** Keeps the text with a run, and reads it in another session where no text is open. */
export async function keptAndRead(
  text: TaskData,
  settings: Partial<Settings> = {},
  largest?: number,
) {
  const disk = new FailingDisk();
  const record = recordOf(text, settings);
  const { body, facts } = sampleRun(3, 'abc');
  await new RunStore(disk, () => 1).save('00000000000000aa', {
    body,
    facts: { ...facts, text: text.info.hash },
    text: text.content,
    name: '',
    budgetBytes: Infinity,
    mayGo: () => true,
  });
  return findText(record, {
    ...quiet,
    largest,
    texts: [],
    keptText: (hash) => new RunStore(disk, () => 1).loadText(hash),
  });
}
