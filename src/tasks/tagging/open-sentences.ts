/** From a source to numbered sentences. */
import type { OpenOptions } from '../../data/read-text.ts';
import { runWithPauses } from '../../lib/slices.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { DataSettings, Task } from '../task.ts';
import { openCorpus } from './corpus.ts';
import { TaggedData } from './tagged-data.ts';

/** @throws TextError where no sentence can be used, CancelledError */
export async function openSentences(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<TaggedData> {
  const corpus = await openCorpus(source, settings, work);
  const total = corpus.rows.rows.length;
  return runWithPauses(TaggedData.slices({ task, source, settings, corpus }), {
    signal: work.signal,
    onProgress: (done) => work.onProgress(done, total, 'numbering words'),
  });
}
