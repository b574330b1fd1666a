/** From a generated series, or the numbers of a person's own, to open data. */
import { generatedSeries } from '../../data/generators/series.ts';
import { isNpy, NpyError, readNpy } from '../../data/npy.ts';
import { hashOf } from '../../data/open-text.ts';
import { provenanceOf } from '../../data/provenance.ts';
import { type NamedText, type OpenOptions, readText } from '../../data/read-text.ts';
import { DataError, remarkOf, unlistedIn } from '../../data/rows/data-problem.ts';
import { type NumberTable, numberTable } from '../../data/rows/number-table.ts';
import { TextError } from '../../lib/errors.ts';
import { runWithPauses, throwIfCancelled } from '../../lib/slices.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { DataSettings, Task } from '../task.ts';
import { isKeptTable, keptColumns, keptTable } from './kept-table.ts';
import { type OpenedSeries, SeriesData } from './series-data.ts';

/** Fewer can be neither split nor scaled. */
const fewest = 20;

/** What is built in: lines, of numbers or of a table. */
export type Generated = Readonly<Record<string, () => readonly (number | string)[]>>;

/** @throws TextError, DataError where there are too few numbers; CancelledError */
export async function openSeries(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<SeriesData> {
  return new SeriesData(await readSeries({ task, made: generatedSeries }, source, settings, work));
}

/**
 * The table of numbers that a person chose.
 * @param kind areClasses: a column of words is predicted
 */
export async function readSeries(
  kind: { task: Task; made: Generated; areClasses?: boolean },
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<OpenedSeries> {
  const { task, areClasses } = kind;
  const { known, ...given } = await readSource(kind, source, settings, work);
  const { length } = given.text;
  work.onProgress(0, length, 'reading rows');
  const wanted = { ...wantedOf(source, given.text, settings), areClasses };
  const read = await runWithPauses(numberTable(given.text, wanted, noNumberIn(task), known), {
    signal: work.signal,
    onProgress: (done) => work.onProgress(done, length, 'reading rows'),
  });
  if (read.rows.length < fewest) throw tooFew(task, read);
  const utf8 = new TextEncoder().encode(keptTable(read));
  const hash = await hashOf(utf8);
  throwIfCancelled(work.signal);
  const { refused, problems, columns, predicted } = read;
  const isAll = read.read.join() === predicted.join();
  return {
    ...{ task, source, settings, table: read, content: new Blob([utf8]) },
    facts: { ...provenanceOf(source, given), hash },
    found: {
      ...{ refused, remarks: problems.map(remarkOf), unlisted: unlistedIn(read) },
      ...(columns.length > 1 && {
        columns,
        column: isAll && predicted.length > 1 ? '' : predicted.join(', '),
      }),
    },
  };
}

/** A list has nothing to choose from; what was kept says itself what is read and predicted. */
function wantedOf(source: TextSource, text: string, settings: DataSettings) {
  if (isKept(source)) {
    return isKeptTable(text) ? keptColumns(text) : { read: '', predicted: '' };
  }
  const isList = source.kind === 'builtin' && !text.slice(0, 99).includes(',');
  return isList
    ? { read: '', predicted: '' }
    : { read: settings.inputColumns, predicted: settings.column };
}

const isKept = (source: TextSource) => source.kind === 'file' && source.kept === true;

/** Of a table the column is named, too. */
function noNumberIn({ info: { id: task } }: Task) {
  return (found: string, column: string, isOnly: boolean) => ({
    code: 'of a task' as const,
    values: isOnly
      ? { task, problem: 'no number', values: { found } }
      : { task, problem: 'no number in column', values: { column, found } },
  });
}

interface GivenNumbers extends NamedText {
  /** Of the table that the text is. */
  known?: { delimiter: string; hasHeader: boolean };
}

async function readSource(
  { task, made }: { task: Task; made: Generated },
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<GivenNumbers> {
  if (source.kind === 'builtin') return generated(task, made, source.id);
  if (source.kind === 'file' && !source.kept && (await isNpy(source.file))) {
    return arrayText(task, source.file, work);
  }
  const given = await readText(source, settings.encoding, work);
  const known = { delimiter: ',', hasHeader: true };
  return isKept(source) && isKeptTable(given.text) ? { ...given, known } : given;
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

function tooFew({ info: { id } }: Task, { rows, problems }: NumberTable): DataError {
  const values = { numbers: rows.length, needed: fewest };
  const own = { task: id, problem: 'too few', values };
  return new DataError({ code: 'of a task', row: null, values: own }, problems);
}

function generated({ sources }: Task, made: Generated, id: string): NamedText {
  const source = sources.find((one) => one.id === id);
  if (!source) {
    const choices = sources.map((one) => one.id).join(', ');
    throw new TextError({ code: 'no such built-in', values: { name: id, choices } });
  }
  const text = made[id]().join('\n');
  return { name: id, title: source.title, text, encoding: 'utf-8', replacements: 0, partOf: null };
}
