import { describe, expect, it } from 'vitest';
import type { KeptProblem } from '../../protocol/kept-run.ts';
import { date, megabytes } from '../format.ts';
import { keptProblem } from './kept-problems.ts';

const run = { name: 'best', title: 'Alice', cell: 'gru', step: 1200 };
const reason = 'planted: the reason.';
const problems: KeptProblem[] = [
  { code: 'no storage', values: { reason } },
  { code: 'older page', values: {} },
  { code: 'busy', values: {} },
  { code: 'quota exceeded', values: { bytes: 123_456, reason } },
  { code: 'over budget', values: { bytes: 123_456, usedBytes: 4.5e6, budgetBytes: 5e6 } },
  { code: 'not written', values: { reason } },
  { code: 'not savable', values: { reason } },
  { code: 'gone', values: {} },
  { code: 'unreadable', values: { ...run, reason } },
  { code: 'text missing', values: { ...run, characters: 54_321 } },
  { code: 'text settings', values: { ...run, settings: 'Encoding gb18030' } },
  { code: 'used elsewhere', values: run },
  { code: 'nothing replaced', values: {} },
];
const said = (problem: KeptProblem) => keptProblem(problem, ({ name }) => name);

describe('problems with kept runs', () => {
  it.each(problems)('$code is told in whole sentences, each its own', (problem) => {
    expect(said(problem)).toMatch(/^[A-Zb].+\.$/);
    expect(said(problem)).not.toMatch(/undefined|NaN|\.\.|\[object/);
    expect(problems.filter((other) => said(other) === said(problem))).toHaveLength(1);
  });

  it('say the values: bytes as people read them, the run by its name, the reason', () => {
    expect(said(problems[3])).toContain('(123 kB)');
    expect(said(problems[4])).toContain('123 kB, and kept runs already take 4.5 MB of 5.0 MB');
    expect(said(problems[8])).toContain('best cannot be read: planted: the reason.');
    expect(said(problems[9])).toContain('(54,321 characters)');
    expect(said(problems[10])).toContain('Encoding gb18030');
  });
});

describe('room on a disk', () => {
  it.each([
    [0, '0 kB'],
    [1, '1 kB'],
    [31_400, '31 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [12_400_000, '12.4 MB'],
    [500e6, '500 MB'],
    [2_345e6, '2,345 MB'],
    [12.3e9, '12 GB'],
    [NaN, '–'],
  ])('%d bytes are %s', (bytes, shown) => {
    expect(megabytes(bytes)).toBe(shown);
  });

  it('and a date has day, month, year and time', () => {
    expect(date(Date.UTC(2026, 10, 27, 12, 30))).toMatch(/^2[678] Nov 2026, \d\d:\d\d$/);
  });
});
