/** From generated strands, or a FASTA of a person's own, to open data. */
import { bases, translate, translations, untranslated } from '../../data/generators/genes.ts';
import { hashOf } from '../../data/open-text.ts';
import { provenanceOf } from '../../data/provenance.ts';
import { type NamedText, type OpenOptions, readText } from '../../data/read-text.ts';
import { DataError, remarkOf } from '../../data/rows/data-problem.ts';
import { readFasta } from '../../data/rows/fasta.ts';
import { accuracyInfo, accuracyOf } from '../../data/scores/accuracy.ts';
import { splitRows } from '../../data/split-rows.ts';
import { Characters } from '../../data/tokens/characters.ts';
import { Labels } from '../../data/tokens/labels.ts';
import { TextError } from '../../lib/errors.ts';
import { throwIfCancelled } from '../../lib/slices.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { DataSettings, Task } from '../task.ts';
import { type TaggedRow, TaggedRows } from '../tagged-rows/tagged-rows.ts';
import { generatedStrands } from './generated-strands.ts';

const splitSeed = 1;
/** Problems that are listed one by one. */
const mostListed = 1000;

/** @throws TextError, DataError where no record can be used; CancelledError */
export async function openDna(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<TaggedRows> {
  const given =
    source.kind === 'builtin'
      ? generated(task, source.id)
      : await readText(source, settings.encoding, work);
  work.onProgress(0, given.text.length, 'reading rows');
  const { records, problems } = readFasta(given.text, task.info.id);
  if (records.length === 0) {
    throw new DataError(
      problems[0] ?? { code: 'no rows', row: null, values: {} },
      problems.slice(1),
    );
  }
  const utf8 = new TextEncoder().encode(given.text);
  const hash = await hashOf(utf8);
  throwIfCancelled(work.signal);
  const labels = new Labels(translations);
  const none = translations.indexOf(untranslated);
  return new TaggedRows({
    ...{ task, source, settings, labels, content: new Blob([utf8]) },
    rows: records.map((record) => rowOf(record.bases)),
    characters: Characters.fromText(bases.join('')),
    metrics: [
      accuracyOf('gene_accuracy', (wanted) => wanted !== none),
      accuracyOf(accuracyInfo.id),
    ],
    splitKind: 'rows',
    split: (rows, percent) => splitRows(rows, percent, splitSeed, ({ shown }) => shown.join('')),
    read: readStrand,
    facts: { ...provenanceOf(source, given), hash },
    found: {
      refused: problems.length,
      remarks: problems.slice(0, mostListed).map(remarkOf),
      unlisted: Math.max(0, problems.length - mostListed),
    },
  });
}

const rowOf = (strand: string): TaggedRow => ({
  shown: Array.from(strand),
  wanted: translate(strand),
});

/** Signs that are no bases stay, so that they can be told of; codons are read over them. */
function readStrand(text: string): TaggedRow {
  const shown = Array.from(text.toUpperCase().replaceAll('U', 'T').replaceAll(/\s/g, ''));
  const isBase = (sign: string) => /^[ACGT]$/.test(sign);
  const answers = translate(shown.filter(isBase).join(''))[Symbol.iterator]();
  const next = () => answers.next().value ?? untranslated;
  return { shown, wanted: shown.map((sign) => (isBase(sign) ? next() : untranslated)) };
}

function generated({ sources: [{ id, title }] }: Task, wanted: string): NamedText {
  if (wanted !== id) {
    throw new TextError({ code: 'no such built-in', values: { name: wanted, choices: id } });
  }
  const text = generatedStrands()
    .map((strand, at) => `>${at + 1}\n${strand}\n`)
    .join('');
  return { name: id, title, text, encoding: 'utf-8', replacements: 0, partOf: null };
}
