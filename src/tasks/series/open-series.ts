/** From a generated series, or the numbers of a person's own, to open data. */
import { generatedSeries } from '../../data/generators/series.ts';
import { isNpy, NpyError, readNpy } from '../../data/npy.ts';
import { hashOf } from '../../data/open-text.ts';
import { provenanceOf } from '../../data/provenance.ts';
import { type NamedText, type OpenOptions, readText } from '../../data/read-text.ts';
import { DataError, remarkOf, unlistedIn } from '../../data/rows/data-problem.ts';
import { type NumberColumn, numberColumn } from '../../data/rows/number-column.ts';
import { TextError } from '../../lib/errors.ts';
import { runWithPauses, throwIfCancelled } from '../../lib/slices.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { DataSettings, Task } from '../task.ts';
import { SeriesData } from './series-data.ts';

/** Fewer can be neither split nor scaled. */
const fewest = 20;

/** @throws TextError, DataError where there are too few numbers; CancelledError */
export async function openSeries(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<SeriesData> {
  const { known, ...given } = await readSource(task, source, settings, work);
  const isOurs = source.kind === 'builtin' || (source.kind === 'file' && source.kept === true);
  const { length } = given.text;
  work.onProgress(0, length, 'reading rows');
  const read = await runWithPauses(
    numberColumn(
      given.text,
      isOurs ? '' : settings.column,
      (found) => ({
        code: 'of a task',
        values: { task: task.info.id, problem: 'no number', values: { found } },
      }),
      known,
    ),
    { signal: work.signal, onProgress: (done) => work.onProgress(done, length, 'reading rows') },
  );
  if (read.rows.length < fewest) throw tooFew(task, read);
  const utf8 = new TextEncoder().encode(read.rows.map((value) => `${value}\n`).join(''));
  const hash = await hashOf(utf8);
  throwIfCancelled(work.signal);
  const { rows: values, refused, problems, columns, column } = read;
  return new SeriesData({
    ...{ task, source, settings, values, content: new Blob([utf8]) },
    facts: { ...provenanceOf(source, given), hash },
    found: {
      ...{ refused, remarks: problems.map(remarkOf), unlisted: unlistedIn(read) },
      ...(columns.length > 1 && { columns, column }),
    },
  });
}

interface GivenNumbers extends NamedText {
  /** Of the table that the text is. */
  known?: { delimiter: string; hasHeader: boolean };
}

async function readSource(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<GivenNumbers> {
  if (source.kind === 'builtin') return generated(task, source.id);
  if (source.kind === 'file' && !source.kept && (await isNpy(source.file))) {
    return arrayText(task, source.file, work);
  }
  return readText(source, settings.encoding, work);
}

/** A NumPy array as a table without a header. */
async function arrayText(
  { info: { id } }: Task,
  file: File,
  { signal, onProgress }: OpenOptions,
): Promise<GivenNumbers> {
  const { name } = file;
  try {
    const lines = await readNpy(file);
    const text = await runWithPauses(lines, {
      signal,
      onProgress: (done) => onProgress(done, file.size, 'reading'),
    });
    const known = { delimiter: ',', hasHeader: false };
    return { text, name, title: name, encoding: 'utf-8', replacements: 0, partOf: null, known };
  } catch (error) {
    if (!(error instanceof NpyError)) throw error;
    const own = { task: id, ...error.fault };
    throw new DataError({ code: 'of a task', row: null, values: own });
  }
}

function tooFew({ info: { id } }: Task, { rows, problems }: NumberColumn): DataError {
  const values = { numbers: rows.length, needed: fewest };
  const own = { task: id, problem: 'too few', values };
  return new DataError({ code: 'of a task', row: null, values: own }, problems);
}

function generated({ sources }: Task, id: string): NamedText {
  const source = sources.find((one) => one.id === id);
  if (!source) {
    const choices = sources.map((one) => one.id).join(', ');
    throw new TextError({ code: 'no such built-in', values: { name: id, choices } });
  }
  const text = generatedSeries[id]().join('\n');
  return { name: id, title: source.title, text, encoding: 'utf-8', replacements: 0, partOf: null };
}
