/** From the built-in lists, or a table of one's own, to lines with labels. */
import { builtinLists, fetchBuiltinList } from '../../data/lists.ts';
import { type NamedText, type OpenOptions, readText } from '../../data/read-text.ts';
import { assertClasses, labelledTable, readLabelled } from '../../data/rows/labelled.ts';
import { unlistedIn } from '../../data/rows/data-problem.ts';
import { TextError } from '../../lib/errors.ts';
import { type Slices, throwIfCancelled } from '../../lib/slices.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { LineData } from '../lines/line-data.ts';
import { type LineRows, type ReadRows, withoutLong } from '../lines/line-rows.ts';
import { openLines } from '../lines/open-lines.ts';
import type { DataSettings, Task } from '../task.ts';

/** Of the built-in lists, in the words of one name. */
const labels: Readonly<Record<string, string>> = {
  'first-names': 'first name',
  animals: 'animal',
  plants: 'plant',
};

/** @throws TextError where no row can be used, CancelledError */
export async function openLabelledNames(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<LineData> {
  const text =
    source.kind === 'builtin'
      ? await builtIn(task, source.id, work)
      : await readText(source, settings.encoding, work);
  return openLines(task, text, source, settings, work, labelledRows);
}

async function builtIn(
  { sources: [{ id, title }] }: Task,
  wanted: string,
  { signal, onProgress }: OpenOptions,
): Promise<NamedText> {
  if (wanted !== id) {
    throw new TextError({ code: 'no such built-in', values: { name: wanted, choices: id } });
  }
  throwIfCancelled(signal);
  onProgress(0, 1, 'reading');
  const lists = await Promise.all(
    builtinLists.map(async (list) => {
      const names = (await fetchBuiltinList(list.id, signal)).trim().split('\n');
      return names.map((text) => ({ label: labels[list.id] ?? list.title, text }));
    }),
  );
  const text = labelledTable(lists.flat());
  return { name: id, title, text, encoding: 'utf-8', replacements: 0, partOf: null };
}

/** @throws DataError where no row can be used, or where there are not two labels at least */
function* labelledRows(text: string, how: ReadRows): Slices<LineRows> {
  const read = yield* readLabelled(text);
  const { rows, problems, refused } = withoutLong(read, how);
  const found = [...new Set(rows.map(({ label }) => label))].sort();
  assertClasses(found, problems);
  return { rows, problems, refused, unlisted: unlistedIn(read), labels: found };
}
