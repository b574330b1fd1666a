import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../../lib/slices.ts';
import { readColumn, shapeOfTable } from './csv.ts';
import { DataError } from './data-problem.ts';
import { readLines } from './lines.ts';
import { isUntagged, readTagged, taggedFormatOf } from './tagged-format.ts';
import { inBio, schemeOf } from './tag-schemes.ts';

describe('lines', () => {
  it('are trimmed; empty ones are left out, equal ones kept and counted', () => {
    expect(runAtOnce(readLines('Anna\n\n  Bob\t\nAnna\nÉva 😀\n'))).toEqual({
      rows: [
        { row: 1, text: 'Anna' },
        { row: 3, text: 'Bob' },
        { row: 4, text: 'Anna' },
        { row: 5, text: 'Éva 😀' },
      ],
      problems: [],
      counts: {},
      refused: 0,
      empty: 1,
      duplicates: 1,
      longest: 5,
    });
    expect(runAtOnce(readLines('')).rows).toEqual([]);
  });

  it('are all there: rows used, refused and empty are the lines of the file', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 8 })), (given) => {
        // one line break more than texts between them, and the last ends nothing
        const text = given.join('\n');
        const plain = text.replace(/\r[\n\u0085]?|[\v\u0085\u2028\u2029]/g, '\n');
        const lines = plain
          .replace(/^\ufeff+/, '')
          .replace(/\n$/, '')
          .split('\n').length;
        const { rows, refused, empty } = runAtOnce(readLines(text));
        if (plain !== '') expect(rows.length + refused + empty).toBe(lines);
      }),
    );
  });
});

describe('a text without tags', () => {
  it('is known by how its lines end', () => {
    for (const text of ['Hello', 'Hello world.', 'He said hello.\nAnd left.\n\nSo did I.']) {
      expect(isUntagged(text), text).toBe(true);
    }
    const tagged = [
      ...[
        'He/PRON left/VERB',
        'Ann B-PER\nleft O',
        'Ann\tNN\tB-PER\n.\t.\tO',
        'a nn\nb nn\nc vb\nd vb',
      ],
      ...['He PRP$\nleft VBD\n. .', '# one\nAnn NNP', '', 'x O', 'Ann S-PER\r\nRoe U-PER'],
    ];
    for (const text of tagged) expect(isUntagged(text), text).toBe(false);
  });
});

describe('a table', () => {
  it('has a header where words stand above numbers, or common names of columns', () => {
    const header = (text: string) => shapeOfTable(text).hasHeader;
    expect(header('who,how old\nAnna,3\nBob,4')).toBe(true);
    expect(header('Name\nAnna\nBob')).toBe(true);
    expect(header('q\nA long sentence about nothing.\nAnd one more of them.')).toBe(true);
    expect(header('Anna,Roe\nBob,Poe')).toBe(false);
    expect(header('Anna\nBob')).toBe(false);
    expect(header('3,4\n5,6')).toBe(false);
    expect(header('Anna,3\nBob,4')).toBe(false);
    expect(shapeOfTable('Anna,3\nBob,4', { hasHeader: false })).toEqual({
      delimiter: ',',
      hasHeader: false,
      columns: ['Column 1', 'Column 2'],
      firstRow: 1,
      problems: [],
    });
  });

  it('has the delimiter that parts its rows alike', () => {
    expect(shapeOfTable('a;b,c\nd;e').delimiter).toBe(';');
    expect(shapeOfTable('a|b\nc|d').delimiter).toBe('|');
    expect(shapeOfTable('a\tb\nc\td').delimiter).toBe('\t');
    expect(shapeOfTable('"a;b",c\n"d;e",f').delimiter).toBe(',');
    expect(shapeOfTable('a;b\nc;d', { delimiter: ',' }).columns).toEqual(['Column 1']);
  });

  it('gives back every cell that was written, and the line it begins in', () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', 'b', '"', ',', '\n', ' ', ';', 'é') })
      .map((text) => `x${text}x`);
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, (given) => {
        const text = Papa.unparse(given, { newline: '\n' });
        const shape = shapeOfTable(text, { delimiter: ',', hasHeader: false });
        const read = runAtOnce(readColumn(text, shape, 'Column 2'));
        const flat = (one: string) => one.trim().replace(/\s*\n\s*/g, ' ');
        expect(read.problems).toEqual([]);
        expect(read.rows.map((row) => row.text)).toEqual(given.map(([, second]) => flat(second)));
        let line = 1;
        const starts = given.map((cells) => {
          const start = line;
          line += Papa.unparse([cells]).split('\n').length;
          return start;
        });
        expect(read.rows.map(({ row }) => row)).toEqual(starts);
      }),
    );
  });
});

describe('tagged sentences', () => {
  it('are in columns, or in running text', () => {
    expect(taggedFormatOf('Anna B-PER\nsings O\n')).toBe('columns');
    expect(taggedFormatOf('The/at Fulton/np-tl said/vbd ./.\n')).toBe('word/TAG');
    expect(taggedFormatOf('and/or CC\n1/2 CD\na DT\nb NN\nc NN')).toBe('columns');
    expect(taggedFormatOf('')).toBe('columns');
  });

  it('list their tags, O first, and say how long they are', () => {
    const read = runAtOnce(readTagged('b I-PER\na B-PER\n\nd B-LOC\ne I-LOC\nc O'));
    expect(read.tagNames).toEqual(['O', 'B-LOC', 'I-LOC']);
    expect([read.longest, read.scheme, read.refused]).toEqual([3, 'BIO', 1]);
  });

  it('come to BIO from every way to mark entities', () => {
    const tags = (text: string) => text.split(' ');
    const wanted = 'B-PER I-PER B-PER O B-LOC';
    for (const [scheme, given] of [
      ['BIO', wanted],
      ['IOB1', 'I-PER I-PER B-PER O I-LOC'],
      ['BIOES', 'B-PER E-PER S-PER O S-LOC'],
      ['BILOU', 'B-PER L-PER U-PER O U-LOC'],
    ] as const) {
      expect(schemeOf([tags(given)])).toBe(scheme);
      expect(inBio(scheme, tags(given))).toEqual(tags(wanted));
    }
    expect(schemeOf([tags('PER PER O LOC')])).toBe('IO');
    expect(inBio('IO', tags('PER PER O LOC'))).toEqual(tags('B-PER I-PER O B-LOC'));
    expect(schemeOf([tags('NN VB NN')])).toBe('plain');
    expect(inBio('plain', tags('NN VB'))).toEqual(['NN', 'VB']);
  });

  it('are read as rows or refused with a reason, whatever is given', () => {
    const piece = fc.constantFrom('a', 'O', 'B-X', 'I-X', ' ', '\t', '\n', '/', '#', '\u0000', '"');
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 60 }), (text) => {
        try {
          const { rows, refused, problems } = runAtOnce(readTagged(text));
          expect(problems.length).toBeGreaterThanOrEqual(refused);
          for (const { words, tags } of rows) {
            expect(words.length).toBe(tags.length);
            expect(words.every((word) => /\S/.test(word))).toBe(true);
            expect(tags.every((tag) => /^\S+$/.test(tag))).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
