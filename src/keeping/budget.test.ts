import { describe, expect, it } from 'vitest';
import { type Stored, usualBudget, whatGoes } from './budget.ts';

const texts: Readonly<Record<string, number>> = { long: 1000, short: 10 };

function run(id: string, changes: Partial<Stored> = {}): Stored {
  return { id, name: '', keptAt: Number(id), bytes: 100, text: 'long', ...changes };
}

function gone(needed: number, runs: Stored[], mayGo: (run: Stored) => boolean = () => true) {
  return whatGoes(needed, runs, mayGo, (hash) => texts[hash])?.map(({ id }) => id) ?? null;
}

describe('the budget of kept runs', () => {
  it('is 500 MB, or a tenth of what the browser grants', () => {
    expect(usualBudget(null)).toBe(500_000_000);
    expect(usualBudget(20e9)).toBe(500_000_000);
    expect(usualBudget(5e9)).toBe(500_000_000);
    expect(usualBudget(1_000_009)).toBe(100_000);
    expect(usualBudget(0)).toBe(0);
  });

  it('drops the oldest first, whatever their order, and no more than is needed', () => {
    const runs = [run('3'), run('1'), run('2')];
    expect(gone(0, runs)).toEqual([]);
    expect(gone(-1, runs)).toEqual([]);
    expect(gone(1, runs)).toEqual(['1']);
    expect(gone(100, runs)).toEqual(['1']);
    expect(gone(101, runs)).toEqual(['1', '2']);
  });

  it('frees a text with the last run that has it, not before', () => {
    const runs = [run('1'), run('2'), run('3', { text: 'short' }), run('4', { text: 'short' })];
    // 100, then 100 and the long text
    expect(gone(200, runs)).toEqual(['1', '2']);
    expect(gone(1200, runs)).toEqual(['1', '2']);
    expect(gone(1201, runs)).toEqual(['1', '2', '3']);
    expect(gone(1301, runs)).toEqual(['1', '2', '3', '4']);
    expect(gone(1410, runs)).toEqual(['1', '2', '3', '4']);
    expect(gone(1411, runs)).toBeNull();
    // one that stays needs its text
    expect(gone(201, [run('1'), run('2'), run('3', { name: 'mine' })])).toBeNull();
  });

  it('leaves what has a name and what may not go', () => {
    const runs = [run('1', { name: 'mine' }), run('2'), run('3', { text: 'short' })];
    const may = ({ id }: Stored) => id !== '2';
    expect(gone(100, runs)).toEqual(['2']);
    expect(gone(100, runs, may)).toEqual(['3']);
    expect(gone(110, runs, may)).toEqual(['3']);
    expect(gone(111, runs, may)).toBeNull();
    expect(gone(1, [])).toBeNull();
  });
});
