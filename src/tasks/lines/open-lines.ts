/** From text to numbered lines, and what is known of them without any net. */
import type { WorkPart } from '../../protocol/work.ts';
import { hashOf } from '../../data/open-text.ts';
import { thinSlices } from '../../data/rare-symbols.ts';
import { provenanceOf } from '../../data/provenance.ts';
import type { NamedText, OpenOptions } from '../../data/read-text.ts';
import { lineSequence } from '../../data/sequences.ts';
import { labelledTable } from '../../data/rows/labelled.ts';
import { Characters } from '../../data/tokens/characters.ts';
import { LabelledTokens } from '../../data/tokens/labelled-tokens.ts';
import { largestSet } from '../../data/tokens/token-set.ts';
import { formatOf } from '../../data/text-format.ts';
import { Vocabulary } from '../../data/vocabulary.ts';
import { runWithPauses, type Slices, throwIfCancelled } from '../../lib/slices.ts';
import { noToken } from '../../ops/no-token.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { DataSettings, Task } from '../task.ts';
import { type Line, LineData } from './line-data.ts';
import { lineFacts } from './line-facts.ts';
import { type LineRow, type LineRows, lineRows, originOf, type ReadRows } from './line-rows.ts';

/** Lines numbered between two chances to pause. */
const blockLength = 1024;

/** How rows are read from the text: lines or a column of a table, or a table with labels. */
type ReadLines = (text: string, how: ReadRows) => Slices<LineRows>;

/** @throws DataError where there is nothing to learn from; CancelledError */
export async function openLines(
  task: Task,
  given: NamedText,
  source: TextSource,
  settings: DataSettings,
  { signal, onProgress }: OpenOptions,
  read: ReadLines = lineRows,
): Promise<LineData> {
  const run = <Result>(slices: Slices<Result>, total: number, what: WorkPart) => {
    onProgress(0, total, what);
    return runWithPauses(slices, { signal, onProgress: (done) => onProgress(done, total, what) });
  };
  const facts = source.kind === 'file' ? source.facts : undefined;
  const how = { name: given.name, column: settings.column, origin: originOf(source) };
  const { rows, ...found } = await run(read(given.text, how), given.text.length, 'reading rows');
  const whole = rows.map(({ text }) => text).join('\n');
  const count = (text: string) =>
    run(Vocabulary.countSlices(text.replaceAll('\n', '')), text.length, 'counting symbols');
  let vocabulary = await count(whole);
  // the end of a line is one more
  const most = Math.min(settings.symbols, largestSet - 1);
  const thinning = thinSlices(whole, vocabulary, most);
  const { text, ...rare } = await run(thinning, whole.length, 'replacing rare symbols');
  if (rare.symbols > 0) vocabulary = await count(text);
  const tokens = new Characters(vocabulary, true);
  const labels = found.labels && new LabelledTokens(tokens, found.labels);
  const lines = await run(
    numbered(text, tokens, rows, labels),
    rows.length,
    'numbering characters',
  );
  const known = await run(lineFacts(lines, tokens), text.length, 'measuring entropy');
  const utf8 = new TextEncoder().encode(labels ? tableOf(lines, labels) : `${text}\n`);
  const hash = await hashOf(utf8);
  throwIfCancelled(signal);
  const isTable = found.column !== undefined || labels !== undefined;
  const format = isTable ? null : formatOf(given.text);
  return new LineData(task, {
    lines,
    tokens,
    labelled: labels,
    found,
    content: new Blob([utf8]),
    source,
    settings,
    facts: {
      ...provenanceOf(source, given),
      rare: rare.symbols > 0 ? rare : (facts?.rare ?? rare),
      hash,
      ...known,
      ...(format === null ? {} : { format }),
    },
  });
}

/** Yields the lines done. */
function* numbered(
  text: string,
  tokens: Characters,
  rows: readonly LineRow[],
  labelled: LabelledTokens | undefined,
): Slices<Line[]> {
  const lines: Line[] = [];
  for (const line of text.split('\n')) {
    const label = labelled?.labels.indexOf(rows[lines.length].label ?? '');
    const first = label === undefined ? noToken : labelled?.tokenOf(label);
    const sequence = lineSequence(line, tokens, undefined, first);
    lines.push({ text: line, label, key: line, sequence });
    if (lines.length % blockLength === 0) yield lines.length;
  }
  return lines;
}

/** As it is read again. */
function tableOf(lines: readonly Line[], { labels }: LabelledTokens): string {
  return labelledTable(lines.map(({ label = 0, text }) => ({ label: labels[label], text })));
}
