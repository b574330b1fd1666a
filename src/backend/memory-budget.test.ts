import { describe, expect, it } from 'vitest';
import { memoryBudget } from './memory-budget.ts';

describe('memory budget', () => {
  it('is a quarter of the memory, 1 GiB at most, 256 MiB on a phone', () => {
    const gib = 2 ** 30;
    const phone = 'Mozilla/5.0 (Linux; Android 15) Mobile';
    expect(memoryBudget({})).toBe(gib);
    expect(memoryBudget({ deviceMemory: 8 })).toBe(gib);
    expect(memoryBudget({ deviceMemory: 2 })).toBe(gib / 2);
    expect(memoryBudget({ userAgent: phone })).toBe(gib / 4);
    expect(memoryBudget({ deviceMemory: 0.5, userAgent: phone })).toBe(gib / 8);
  });
});
