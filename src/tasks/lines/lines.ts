/** One short thing per line (names, recipes, messages): what a net makes of them is new ones. */
import { builtinLists, fetchBuiltinList } from '../../data/lists.ts';
import { type NamedText, type OpenOptions, readText } from '../../data/read-text.ts';
import { throwIfCancelled } from '../../lib/slices.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { DataSettings, Task } from '../task.ts';
import { loaded } from '../loaded.ts';

const info: TaskInfo = {
  id: 'lines',
  name: 'Invent lines',
  shows: 'Train a recurrent net on a list of names and let it invent new ones.',
  unit: 'character',
  rows: 'lines',
  lacks: ['timeSteps'],
  own: ['column'],
  metrics: [],
  views: { lacks: [], own: ['score'] },
};

/** What is made here, where all else is served. */
const strands = { id: 'dna-strands', title: 'Generated strands of DNA' };
const sources = [...builtinLists.map(({ id, title }) => ({ id, title })), strands];

export const lines: Task = {
  info,
  sources,
  async open(source, settings, work) {
    const text = await readSource(source, settings, work);
    const { openLines } = await loaded(() => import('./open-lines.ts'));
    return openLines(lines, text, source, settings, work);
  },
};

async function readSource(
  source: TextSource,
  { encoding }: DataSettings,
  work: OpenOptions,
): Promise<NamedText> {
  if (source.kind !== 'builtin') return readText(source, encoding, work);
  throwIfCancelled(work.signal);
  work.onProgress(0, 1, 'reading');
  const text =
    source.id === strands.id ? await madeLines() : await fetchBuiltinList(source.id, work.signal);
  const title = sources.find(({ id }) => id === source.id)?.title ?? source.id;
  return { name: source.id, title, text, encoding: 'utf-8', replacements: 0, partOf: null };
}

async function madeLines(): Promise<string> {
  const { generatedStrands } = await loaded(() => import('../dna/generated-strands.ts'));
  return generatedStrands().join('\n');
}
