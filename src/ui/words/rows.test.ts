import { describe, expect, it } from 'vitest';
import type { RowsInfo } from '../../protocol/text-info.ts';
import { notHeldOutWords } from './rows.ts';

const rows = (total: number): { rows: RowsInfo } => ({
  rows: {
    ...{ total, train: total, heldOut: 0, longest: 1 },
    ...{ refused: 0, remarks: [], unlisted: 0 },
  },
});

describe('where nothing is held out', () => {
  it('says why, and what to do', () => {
    expect(notHeldOutWords({}, 10)).toMatch(/there is nothing to measure\. Raise “Held out”/);
    expect(notHeldOutWords(rows(4), 10)).toContain('10 % of 4 is less than one.');
    // half a row is held out
    expect(notHeldOutWords(rows(5), 10)).toContain('no group of them fits into 10 %');
    expect(notHeldOutWords(rows(40), 10)).toContain('identical ones stay together');
  });
});
