/** From sentences to those with names in front, those with names behind, and a plain network trained on the first. */
import { lastTrained, namesByPlace, partOf } from '../../data/generators/names-by-place.ts';
import {
  isTrainable,
  type MarkedSentence,
  plainScore,
  trainPlain,
} from '../../data/rivals/plain-network.ts';
import type { TaggedSentence } from '../../data/rows/tagged-sentences.ts';
import type { OpenOptions } from '../../data/read-text.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import { TextError } from '../../lib/errors.ts';
import { runWithPauses, type Slices } from '../../lib/slices.ts';
import type { MetricBound } from '../../protocol/metrics.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { openCorpus } from '../tagging/corpus.ts';
import { firstNames, rowOf } from '../tagging/generated.ts';
import { TaggedData } from '../tagging/tagged-data.ts';
import { outside } from '../tagging/tags.ts';
import type { EncodedSentence } from '../tagging/vocabulary.ts';
import type { DataSettings, Task } from '../task.ts';

const sentences = { train: 2000, heldOut: 500 };
const generatorSeed = 1;

/** @throws TextError where no sentence can be used, CancelledError */
export async function openIsName(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<TaggedData> {
  const corpus = await openCorpus(source, settings, work, (id, options) =>
    generate(task, id, options),
  );
  const parts = splitByPlace(corpus.rows.rows);
  if (!parts.train.some(({ tags }) => tags.some((tag) => tag !== outside))) {
    const values = { sentences: corpus.rows.rows.length };
    throw new TextError({
      code: 'of a task',
      values: { task: task.info.id, problem: 'no names in front', values },
    });
  }
  const total = parts.train.length + parts.heldOut.length;
  const opened = {
    ...{ task, source, settings, corpus: { ...corpus, split: splitByPlace } },
    fixed: { labels: 'binary', lookAhead: '0' } as const,
    rival: plainNetwork,
  };
  work.onProgress(0, total, 'training a rival');
  return runWithPauses(TaggedData.slices(opened), {
    signal: work.signal,
    onProgress: (done) => work.onProgress(done, total, 'training a rival'),
  });
}

async function generate(
  { sources: [{ id, title }] }: Task,
  wanted: string,
  { signal, onProgress }: OpenOptions,
): Promise<{ title: string; text: string }> {
  if (wanted !== id) {
    throw new TextError({ code: 'no such built-in', values: { name: wanted, choices: id } });
  }
  onProgress(0, 1, 'reading');
  const names = (await firstNames(signal)).trim().split('\n');
  const rows = namesByPlace(names, generatorSeed, sentences).map(rowOf);
  return { title, text: `${rows.join('\n')}\n` };
}

function splitByPlace(rows: readonly TaggedSentence[]): SplitRows<TaggedSentence> {
  return {
    train: rows.filter(({ tags }) => partOf(tags) === 'train'),
    heldOut: rows.filter(({ tags }) => partOf(tags) === 'heldOut'),
  };
}

/** What it is worth where it was trained, and where it was not. */
function* plainNetwork(
  { train, heldOut }: SplitRows<EncodedSentence>,
  vocabSize: number,
): Slices<MetricBound[]> {
  const marked = ({ words, tags }: EncodedSentence): MarkedSentence => ({ words, marks: tags });
  const all = [...train, ...heldOut];
  const places = all.reduce((most, { words }) => Math.max(most, words.length), 1);
  if (heldOut.length === 0 || !isTrainable({ places, vocabSize })) return [];
  const own = train.map(marked);
  const network = yield* trainPlain(own, { places, vocabSize });
  const trained = plainScore(network, own).toFixed(2);
  const label = 'plain network, which has {score} in words 1–{last}';
  const values = { score: trained, last: lastTrained };
  const value = plainScore(network, heldOut.map(marked));
  return [{ metric: 'word_f1', label, values, value, isRival: true }];
}
