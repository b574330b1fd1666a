/** From a source to a text of words or pieces, cut between sentences into what is trained on and what is held out. */
import { dataSettingsOf } from '../../config/data-settings.ts';
import { hashOf, refuseEmpty } from '../../data/open-text.ts';
import { provenanceOf } from '../../data/provenance.ts';
import { type OpenOptions, readText } from '../../data/read-text.ts';
import { formatOf } from '../../data/text-format.ts';
import { exampleLines } from '../../data/text-excerpts.ts';
import { cutPieces } from '../../data/tokens/cut-pieces.ts';
import { cutWords } from '../../data/tokens/cut-words.ts';
import { sentenceSlices } from '../../data/tokens/sentences.ts';
import { runWithPauses, type Slices, throwIfCancelled } from '../../lib/slices.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { WorkPart } from '../../protocol/work.ts';
import type { DataSettings, Task } from '../task.ts';
import { numberedSlices, TokenStreams } from './token-streams.ts';

/** @throws TextError, CancelledError */
export async function openTokens(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<TokenStreams> {
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
  const cutting = settings.level === 'word' ? cutWords : cutPieces;
  const cut = await run(
    cutting(text, sentences, settings.vocabulary),
    text.length,
    'numbering words',
  );
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
  return new TokenStreams(opened, numbered);
}
