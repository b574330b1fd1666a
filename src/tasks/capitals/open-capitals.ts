/** From a book, or a text of a person's own, to open data. */
import { hashOf } from '../../data/open-text.ts';
import { provenanceOf } from '../../data/provenance.ts';
import { type OpenOptions, readText } from '../../data/read-text.ts';
import { markedWords, markLabels, piecesOf, writtenText } from '../../data/rows/marked-words.ts';
import { Labels } from '../../data/tokens/labels.ts';
import { Characters } from '../../data/tokens/characters.ts';
import { TextError } from '../../lib/errors.ts';
import { throwIfCancelled } from '../../lib/slices.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { DataSettings, Task } from '../task.ts';
import { TaggedRows } from '../tagged-rows/tagged-rows.ts';
import { markMetric } from './mark-metric.ts';

/** Characters of a piece at most, unless a word is longer. */
const pieceLength = 80;
/** Characters of a text that are read: a book. */
const longestText = 500_000;
const longestWord = 100;
const fewestPieces = 4;

/** @throws TextError where there is too little to learn from; CancelledError */
export async function openCapitals(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<TaggedRows> {
  const given = await readText(source, settings.encoding, { ...work, joins: true });
  work.onProgress(0, given.text.length, 'reading rows');
  const text = given.text.slice(0, longestText).replace(/[\ud800-\udbff]$/, '');
  const words = [...markedWords(text)].filter(({ shown }) => shown.length <= longestWord);
  const rows = piecesOf(words, pieceLength);
  if (rows.length < fewestPieces) {
    const values = { characters: text.length };
    throw new TextError({
      code: 'of a task',
      values: { task: task.info.id, problem: 'no words', values },
    });
  }
  const utf8 = new TextEncoder().encode(text);
  const hash = await hashOf(utf8);
  throwIfCancelled(work.signal);
  const isCut = source.kind !== 'builtin' && text.length < given.text.length;
  const partOf = given.partOf ?? (isCut ? new TextEncoder().encode(given.text).length : null);
  return new TaggedRows({
    ...{ task, source, settings, rows, content: new Blob([utf8]) },
    characters: Characters.fromText(rows.map(({ shown }) => shown.join('')).join('')),
    labels: new Labels(markLabels),
    metrics: [markMetric],
    // what follows in the book, and not some of its sentences
    splitKind: 'end',
    split(all, percent) {
      const count = Math.min(all.length - 1, Math.round((all.length * percent) / 100));
      return { train: all.slice(0, all.length - count), heldOut: all.slice(all.length - count) };
    },
    read: readLine,
    written: writtenText,
    facts: { ...provenanceOf(source, { ...given, partOf }), hash },
    found: { refused: 0, remarks: [], unlisted: 0 },
  });
}

/** Where a line has neither capitals nor marks, nobody knows where they belong. */
function readLine(line: string) {
  const [{ shown, wanted } = { shown: [], wanted: [] }] = piecesOf(markedWords(line), Infinity);
  const isMarked = wanted.some((label) => label !== markLabels[0]);
  return { shown, wanted: isMarked ? wanted : null };
}
