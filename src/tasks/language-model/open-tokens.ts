/**
 * From a source to a text of words or pieces, or to sentences, cut between sentences into what is
 * trained on and what is held out.
 */
import { dataSettingsOf } from '../../config/data-settings.ts';
import { hashOf, refuseEmpty } from '../../data/open-text.ts';
import { provenanceOf } from '../../data/provenance.ts';
import { type OpenOptions, readText } from '../../data/read-text.ts';
import { formatOf } from '../../data/text-format.ts';
import { exampleLines } from '../../data/text-excerpts.ts';
import { cutCharacters } from '../../data/tokens/cut-characters.ts';
import { cutPieces } from '../../data/tokens/cut-pieces.ts';
import type { CutText } from '../../data/tokens/cut-text.ts';
import { cutWords } from '../../data/tokens/cut-words.ts';
import { type Sentence, sentenceSlices } from '../../data/tokens/sentences.ts';
import { runWithPauses, type Slices, throwIfCancelled } from '../../lib/slices.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { WorkPart } from '../../protocol/work.ts';
import type { DataSettings, Task, TaskData } from '../task.ts';
import { TextSentences } from './text-sentences.ts';
import { numberedSlices } from './numbered.ts';
import { TokenStreams } from './token-streams.ts';

/** @throws TextError, CancelledError */
export async function openTokens(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<TaskData> {
  const run = <Result>(slices: Slices<Result>, total: number, what: WorkPart) => {
    work.onProgress(0, total, what);
    const onProgress = (done: number) => work.onProgress(done, total, what);
    return runWithPauses(slices, { signal: work.signal, onProgress });
  };
  const whole = await readText(source, settings.encoding, work);
  const { text } = whole;
  const provenance = provenanceOf(source, whole);
  const sentences = await run(sentenceSlices(text), text.length, 'numbering words');
  refuseEmpty(provenance.name, Array.from(text.trim()).length);
  const cut = await run(cutting(text, sentences, settings), text.length, 'numbering words');
  const utf8 = new TextEncoder().encode(text);
  const hash = await hashOf(utf8);
  throwIfCancelled(work.signal);
  const format = formatOf(text);
  const opened = {
    ...{ task, source, cut, text, sentences, settings: dataSettingsOf(settings) },
    content: new Blob([utf8]),
    facts: {
      ...provenance,
      ...{ hash, rare: { symbols: 0, characters: 0 }, lines: exampleLines(text) },
      ...(format === null ? {} : { format }),
    },
  };
  const numbered = await run(
    numberedSlices(opened, settings.heldOut),
    sentences.length,
    'measuring entropy',
  );
  return settings.sequences === 'sentence'
    ? new TextSentences(opened, numbered)
    : new TokenStreams(opened, numbered);
}

function cutting(
  text: string,
  sentences: readonly Sentence[],
  { level, vocabulary: limit, sequences }: DataSettings,
): Slices<CutText> {
  if (level === 'word') return cutWords(text, sentences, limit);
  if (level === 'character') return cutCharacters(text, sentences);
  return cutPieces(text, sentences, { limit, hasEnd: sequences === 'sentence' });
}
