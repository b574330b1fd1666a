/** Tagged sentences as they were read, and which of them are held out. */
import { hashOf } from '../../data/open-text.ts';
import { provenanceOf } from '../../data/provenance.ts';
import { type NamedText, type OpenOptions, readText } from '../../data/read-text.ts';
import { DataError, remarkOf } from '../../data/rows/data-problem.ts';
import { isUntagged, readTagged } from '../../data/rows/tagged-format.ts';
import type { TaggedRows, TaggedSentence } from '../../data/rows/tagged-sentences.ts';
import { type SplitRows, splitRows } from '../../data/split-rows.ts';
import { runWithPauses } from '../../lib/slices.ts';
import type { RowRemark, TextInfo, TextReading, TextSource } from '../../protocol/text-info.ts';
import type { DataSettings } from '../task.ts';
import { generateText } from './generated.ts';
import { generatedId } from './generated-name.ts';

export interface Corpus extends Pick<TextInfo, 'source' | 'name' | 'title' | 'hash'> {
  reading: TextReading;
  /** All of it as it was read, sentences that are not used too. */
  content: Blob;
  rows: TaggedRows;
  /** Where the words' places say what is held out; sentences on neither side are left out. */
  split?: (rows: readonly TaggedSentence[]) => SplitRows<TaggedSentence>;
  /** Where it is generated: the first sentence with names that nothing is trained on. */
  firstUnseen: number | null;
  /** What is wrong with the rows that are not used. */
  remarks: RowRemark[];
}

/** Which rows are held out is a matter of the data alone: runs with other seeds can be compared. */
const splitSeed = 1;

/** Makes what is built in. */
type Generate = (id: string, options: OpenOptions) => Promise<{ title: string; text: string }>;

/** @throws TextError where no sentence can be used, CancelledError */
export async function openCorpus(
  source: TextSource,
  { encoding }: DataSettings,
  options: OpenOptions,
  generate: Generate = generateText,
): Promise<Corpus> {
  const whole = await readSource(source, encoding, options, generate);
  const { text } = whole;
  if (isUntagged(text)) {
    throw new DataError({ code: 'no tags', row: null, values: { start: text.trimStart() } });
  }
  options.onProgress(0, text.length, 'reading rows');
  const rows = await runWithPauses(readTagged(text), {
    signal: options.signal,
    onProgress: (done) => options.onProgress(done, text.length, 'reading rows'),
  });
  refuseUnusable(rows);
  const { source: origin, name, title, ...reading } = provenanceOf(source, whole);
  const utf8 = new TextEncoder().encode(text);
  return {
    ...{ source: origin, name, title, hash: await hashOf(utf8) },
    reading: { ...reading, rare: { symbols: 0, characters: 0 } },
    content: new Blob([utf8]),
    rows,
    firstUnseen: origin === 'builtin' && name === generatedId ? gapIn(rows.rows) : null,
    remarks: rows.problems.map(remarkOf),
  };
}

async function readSource(
  source: TextSource,
  encoding: string,
  options: OpenOptions,
  generate: Generate,
): Promise<NamedText> {
  if (source.kind !== 'builtin') return readText(source, encoding, options);
  const text = await generate(source.id, options);
  return { ...text, name: source.id, encoding: 'utf-8', replacements: 0, partOf: null };
}

/** What is wrong with the first row is likely wrong with all. */
function refuseUnusable({ rows, problems: [first, ...others] }: TaggedRows): void {
  if (rows.length === 0) throw new DataError(first, others);
}

/** The empty line that a generated text has between what is trained on and what is not. */
function gapIn(rows: readonly TaggedSentence[]): number {
  return rows.findIndex(({ row }, index) => index > 0 && row > rows[index - 1].row + 1);
}

/**
 * Of generated sentences, those with names of their own are held out: as many as make this share of
 * all, as far as there are so many. Of others, this share; equal ones are on the same side.
 */
export function splitCorpus(
  { rows: { rows }, firstUnseen, split }: Corpus,
  percent: number,
): SplitRows<TaggedSentence> {
  if (split) return split(rows);
  if (firstUnseen === null) {
    return splitRows(rows, percent, splitSeed, ({ words }) => words.join(' '));
  }
  const count = Math.max(1, Math.round((firstUnseen * percent) / (100 - percent)));
  return {
    train: rows.slice(0, firstUnseen),
    heldOut: rows.slice(firstUnseen, firstUnseen + count),
  };
}
