import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../../lib/slices.ts';
import { labelledTable, readLabelled } from './labelled.ts';

const read = (text: string) => runAtOnce(readLabelled(text));
const pairs = (text: string) => read(text).rows.map(({ label, text: own }) => [label, own]);
const table = [
  ['yes', 'great, sharp film'],
  ['no', 'dull “plot”'],
];

describe('rows of a label and a text', () => {
  it('are read by the names of the columns, in any order, else by their order', () => {
    expect(pairs('label,text\nyes,"great, sharp film"\nno,dull “plot”\n')).toEqual(table);
    expect(pairs('id;review;sentiment\n7;great, sharp film;yes\n8;dull “plot”;no')).toEqual(table);
    expect(pairs('yes,"great, sharp film"\r\nno,dull “plot”')).toEqual(table);
  });

  it('are told apart by tabs where every line has as many, whatever commas stand in them', () => {
    expect(pairs('yes\tgreat, sharp film\nno\tdull, long plot\n')).toEqual([
      ['yes', 'great, sharp film'],
      ['no', 'dull, long plot'],
    ]);
  });

  it('lose no first row to a header that is none: short ones above long ones, or a known word', () => {
    const long = 'no,a dull plot that never seems to come to any end whatsoever';
    expect(pairs(`yes,good\n${long}\n`)[0]).toEqual(['yes', 'good']);
    expect(pairs('yes,text\nno,bad\n')[0]).toEqual(['yes', 'text']);
    expect(pairs('tweet,sentiment\ngood,yes\nbad,no\n')).toEqual([
      ['yes', 'good'],
      ['no', 'bad'],
    ]);
  });

  it('say which part they belong to, and are read again as they were', () => {
    const given = 'label,text,part\na,one,train\nb,"two ""and"" three",Test\na,"4;5",train\n';
    const { rows, labels, columns } = read(given);
    expect(rows.map(({ row, part }) => [row, part])).toEqual([
      [2, 'train'],
      [3, 'test'],
      [4, 'train'],
    ]);
    expect([labels, columns]).toEqual([
      ['a', 'b'],
      ['label', 'text', 'part'],
    ]);
    expect(read(labelledTable(rows)).rows).toEqual(rows);
  });

  it('are refused one by one, each with its number and the reason', () => {
    const given = [
      'label,text,part',
      'yes,fine,train',
      'no',
      ',nothing,train',
      'no,,train',
      'no,"never closed,train',
      `${'n'.repeat(61)},long,train`,
      'no,a\u0007b,test',
      'no,where,dev',
      'no,bad,test',
    ].join('\n');
    const { rows, problems, refused } = read(given);
    expect(rows.map(({ row }) => row)).toEqual([2, 10]);
    expect(refused).toBe(7);
    expect(problems).toEqual([
      { code: 'ragged columns', row: 3, values: { columns: 1, expected: 3 } },
      { code: 'empty cell', row: 4, values: { column: 'label' } },
      { code: 'empty cell', row: 5, values: { column: 'text' } },
      { code: 'unclosed quote', row: 6, values: {} },
      { code: 'label too long', row: 7, values: { length: 61, limit: 60 } },
      { code: 'control character', row: 8, values: { character: 'U+0007' } },
      { code: 'unknown part', row: 9, values: { part: 'dev' } },
    ]);
  });

  it('are refused as a whole where nothing can be told apart', () => {
    expect(() => read('a,b,c\n1,2,3')).toThrow('no labelled columns: columns');
    expect(() => read('yes,fine\nyes,good')).toThrow('single label: label yes');
    expect(() => read('label,text\n')).toThrow('only a header');
    expect(() => read('label,text\n,\n,\n')).toThrow('no usable rows: rows 2, first 2');
    expect(() => read(' \n')).toThrow('no rows');
    const many = Array.from({ length: 201 }, (_, at) => `class ${at},text ${at}`).join('\n');
    expect(() => read(many)).toThrow('too many labels: labels 201, limit 200');
  });
});
