/** Kinds of bad rows: each is named by its row and the reason, and no other row is lost. */
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../../lib/slices.ts';
import { readConll } from './conll.ts';
import { readColumn, shapeOfTable } from './csv.ts';
import { DataError, type DataProblem } from './data-problem.ts';
import { readLines } from './lines.ts';
import { readWordTags } from './word-tags.ts';

const tenMegabytes = 10 * 2 ** 20;

const lines = (text: string) => {
  const { rows, ...rest } = runAtOnce(readLines(text));
  return { rows: rows.map((one) => `${one.row} ${one.text}`), ...rest };
};
const column = (text: string, name: string) => {
  const { rows, ...rest } = runAtOnce(readColumn(text, shapeOfTable(text), name));
  return { rows: rows.map((one) => `${one.row} ${one.text}`), ...rest };
};
const sentences = (read: ReturnType<typeof readConll>) => {
  const { rows, ...rest } = runAtOnce(read);
  const shown = rows.map(
    ({ row, words, tags }) => `${row} ${words.map((word, at) => `${word}/${tags[at]}`).join(' ')}`,
  );
  return { rows: shown, ...rest };
};
const conll = (text: string) => sentences(readConll(text));
const running = (text: string) => sentences(readWordTags(text));

interface BadRows {
  kind: string;
  read: { rows: string[]; problems: DataProblem[]; refused: number };
  rows: string[];
  problems: DataProblem[];
}

const kinds: BadRows[] = [
  {
    kind: 'a NUL byte in a line',
    read: lines('Anna\nB\u0000b\nCarl'),
    rows: ['1 Anna', '3 Carl'],
    problems: [{ code: 'control character', row: 2, values: { character: 'U+0000' } }],
  },
  {
    kind: 'another control character, from a wrong encoding',
    read: lines('Anna\nB\u0085b\nCarl\u0092s'),
    // U+0085 ends a line
    rows: ['1 Anna', '2 B', '3 b'],
    problems: [{ code: 'control character', row: 4, values: { character: 'U+0092' } }],
  },
  {
    kind: 'half a surrogate pair',
    read: lines('Anna\nBo\ud83db\n😀'),
    rows: ['1 Anna', '3 😀'],
    problems: [{ code: 'half a character', row: 2, values: { position: 3 } }],
  },
  {
    kind: '10 MB in one line',
    read: lines(`Anna\n${'x'.repeat(tenMegabytes)}\nCarl`),
    rows: ['1 Anna', '3 Carl'],
    problems: [{ code: 'row too long', row: 2, values: { length: tenMegabytes, limit: 100_000 } }],
  },
  {
    kind: '10 MB of delimiters in one line',
    read: column(`name,age\nAnna,3\n${','.repeat(tenMegabytes)}\nCarl,4`, 'name'),
    rows: ['2 Anna', '4 Carl'],
    problems: [{ code: 'row too long', row: 3, values: { length: tenMegabytes, limit: 100_000 } }],
  },
  {
    kind: 'a byte order mark',
    read: column('\ufeffname,age\nAnna,3', 'name'),
    rows: ['2 Anna'],
    problems: [],
  },
  {
    kind: 'two byte order marks, and empty lines',
    read: lines('\ufeff\ufeff\n\nAnna\n \n\t\nBob\n\n'),
    rows: ['3 Anna', '6 Bob'],
    problems: [],
  },
  {
    kind: 'CR and CR LF line ends',
    read: column('name,age\rAnna,3\r\nBob,4\rCarl', 'name'),
    rows: ['2 Anna', '3 Bob'],
    problems: [{ code: 'ragged columns', row: 4, values: { columns: 1, expected: 2 } }],
  },
  {
    kind: 'too few and too many cells',
    read: column('name,age\nAnna,3\nBob\nCarl,4,5\nDora,6', 'name'),
    rows: ['2 Anna', '5 Dora'],
    problems: [
      { code: 'ragged columns', row: 3, values: { columns: 1, expected: 2 } },
      { code: 'ragged columns', row: 4, values: { columns: 3, expected: 2 } },
    ],
  },
  {
    kind: 'another delimiter in one row',
    read: column('name,age\nAnna,3\nBob;4\nCarl\t5\nDora,6', 'name'),
    rows: ['2 Anna', '5 Dora'],
    problems: [
      { code: 'other delimiter', row: 3, values: { delimiter: ';', expected: ',' } },
      { code: 'other delimiter', row: 4, values: { delimiter: 'tab', expected: ',' } },
    ],
  },
  {
    kind: 'tabs for commas throughout',
    read: column('name\tage\nAnna, the first\t3\nBob\t4', 'name'),
    rows: ['2 Anna, the first', '3 Bob'],
    problems: [],
  },
  {
    kind: 'a quote that is never closed',
    read: column('name,age\nAnna,3\n"Bob,4\nCarl,5\nDora,6', 'name'),
    rows: ['2 Anna', '4 Carl', '5 Dora'],
    problems: [{ code: 'unclosed quote', row: 3, values: {} }],
  },
  {
    kind: 'quotes that are never closed, one after the other',
    read: column('name,age\n"Anna,3\nBob,4\n"Carl,5\nDora,6', 'name'),
    rows: ['3 Bob', '5 Dora'],
    problems: [
      { code: 'unclosed quote', row: 2, values: {} },
      { code: 'unclosed quote', row: 4, values: {} },
    ],
  },
  {
    kind: 'a quote within a quoted cell',
    read: column('name,age\n"An"na",3\n"Bo""b",4', 'name'),
    rows: ['3 Bo"b'],
    problems: [{ code: 'misplaced quote', row: 2, values: {} }],
  },
  {
    kind: 'quotes, delimiters and line breaks that are as they should be',
    read: column('name,age\n"Roe, Anna",3\n"Bob\nthe  \n second",4\n5" Carl,5', 'name'),
    rows: ['2 Roe, Anna', '3 Bob the second', '6 5" Carl'],
    problems: [],
  },
  {
    kind: 'an empty cell',
    read: column('name,age\nAnna,3\n ,4\nCarl,', 'name'),
    rows: ['2 Anna', '4 Carl'],
    problems: [{ code: 'empty cell', row: 3, values: { column: 'name' } }],
  },
  {
    kind: 'two columns of the same name, and one of none',
    read: column('name,name,\nAnna,Roe,1\nBob,Poe,2', 'name (2)'),
    rows: ['2 Roe', '3 Poe'],
    problems: [
      { code: 'duplicate header', row: 1, values: { header: 'name', renamed: 'name (2)' } },
    ],
  },
  {
    kind: 'one column alone',
    read: column('name\nAnna\nBob', 'name'),
    rows: ['2 Anna', '3 Bob'],
    problems: [],
  },
  {
    kind: 'a word without a tag',
    read: conll('Anna B-PER\nsings\n\nBob B-PER\nsings O'),
    rows: ['4 Bob/B-PER sings/O'],
    problems: [{ code: 'missing tag', row: 2, values: { word: 'sings' } }],
  },
  {
    kind: 'a tag without a word',
    read: conll('Anna\tB-PER\n\tO\n\nBob\tB-PER'),
    rows: ['4 Bob/B-PER'],
    problems: [{ code: 'missing word', row: 2, values: { tag: 'O' } }],
  },
  {
    kind: 'a tag of another form',
    read: conll('Anna B-PER\n\nBob PERSON\n\nCarl B-PER'),
    rows: ['1 Anna/B-PER', '5 Carl/B-PER'],
    problems: [{ code: 'unknown tag', row: 3, values: { tag: 'PERSON' } }],
  },
  {
    kind: 'I- behind O, where the file begins entities with B-',
    read: conll('A B-PER\nB I-PER\n\nin O\nC I-LOC\n\nD B-LOC\nE B-PER'),
    rows: ['1 A/B-PER B/I-PER', '7 D/B-LOC E/B-PER'],
    problems: [{ code: 'tag out of place', row: 5, values: { tag: 'I-LOC', before: 'O' } }],
  },
  {
    kind: 'I- behind another type, and at the start of a sentence',
    read: running('A/B-PER B/I-LOC\nC/I-PER\nD/B-PER E/I-PER\nF/B-LOC'),
    rows: ['3 D/B-PER E/I-PER', '4 F/B-LOC'],
    problems: [
      { code: 'tag out of place', row: 1, values: { tag: 'I-LOC', before: 'B-PER' } },
      { code: 'tag out of place', row: 2, values: { tag: 'I-PER', before: 'O' } },
    ],
  },
  {
    kind: 'too few and too many columns',
    read: conll('a DT O\nb NN O\n\nc O\n\nd NN x O\n\ne NN B-PER'),
    rows: ['1 a/O b/O', '8 e/B-PER'],
    problems: [
      { code: 'ragged columns', row: 4, values: { columns: 2, expected: 3 } },
      { code: 'ragged columns', row: 6, values: { columns: 4, expected: 3 } },
    ],
  },
  {
    kind: 'comments, a word #, beginnings of documents, many blank lines',
    read: conll('-DOCSTART- O\n\n# a comment\n# O\n1 O\n\n\n\n#1 B-X\n'),
    rows: ['4 #/O 1/O', '9 #1/B-X'],
    problems: [],
  },
  {
    kind: '10 MB in one line of columns',
    read: conll(`a O\n${'x '.repeat(tenMegabytes / 2)}\n\nb B-X`),
    rows: ['4 b/B-X'],
    problems: [{ code: 'row too long', row: 2, values: { length: tenMegabytes, limit: 100_000 } }],
  },
  {
    kind: 'a sentence of too many words',
    read: conll(`${'a O\n'.repeat(1001)}\nb B-X`),
    rows: ['1003 b/B-X'],
    problems: [{ code: 'row too long', row: 1, values: { length: 1001, limit: 1000 } }],
  },
  {
    kind: 'a word without a slash, and a slash without a word',
    read: running('He/O said\n/O Bob/B-PER\n1/2/O Carl/B-PER\nDora/'),
    rows: ['3 1/2/O Carl/B-PER'],
    problems: [
      { code: 'missing tag', row: 1, values: { word: 'said' } },
      { code: 'missing word', row: 2, values: { tag: 'O' } },
      { code: 'missing tag', row: 4, values: { word: 'Dora' } },
    ],
  },
  {
    kind: 'NUL bytes among tags',
    read: running('a/O b/B-X\nc/\u0000O\nd/O'),
    rows: ['1 a/O b/B-X', '3 d/O'],
    problems: [{ code: 'control character', row: 2, values: { character: 'U+0000' } }],
  },
];

describe('bad rows', () => {
  it.each(kinds)('are named and cost no other row: $kind', ({ read, rows, problems }) => {
    expect(read.rows).toEqual(rows);
    expect(read.problems).toEqual(problems);
    const harmless = problems.filter(({ code }) => code === 'duplicate header').length;
    expect(read.refused).toBe(problems.length - harmless);
  });
});

const refusals: { kind: string; read: () => unknown; message: string }[] = [
  {
    kind: 'no rows at all',
    read: () => shapeOfTable('\n\n  \n'),
    message: 'no rows',
  },
  {
    kind: 'no sentences',
    read: () => conll('\n# nothing\n'),
    message: 'no rows',
  },
  {
    kind: 'only a header',
    read: () => column('name,age\n', 'name'),
    message: 'in a row: row 1, problem (only a header: columns 2)',
  },
  {
    kind: 'a column that is not there',
    read: () => column('name,age\nAnna,3', 'Age'),
    message: 'no such column: column Age, columns name, age',
  },
  {
    kind: 'more columns than a table has',
    read: () => shapeOfTable(`${'a,'.repeat(2000)}b\n`),
    message: 'in a row: row 1, problem (too many columns: columns 2001, limit 1000)',
  },
  {
    kind: 'more rows than can be kept',
    read: () => lines('a\n\n'.repeat(1_000_001)),
    message: 'too many rows: rows 1000001, limit 1000000',
  },
  {
    kind: 'more tags than there can be',
    read: () => running(Array.from({ length: 300 }, (_, index) => `w/T${index}`).join('\n')),
    message: 'too many tags: tags 300, limit 256',
  },
];

describe('files without usable rows', () => {
  it.each(refusals)('are refused: $kind', ({ read, message }) => {
    expect(read).toThrow(DataError);
    expect(read).toThrow(message);
  });
});
