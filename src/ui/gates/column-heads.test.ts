import { describe, expect, it } from 'vitest';
import { columnHeads } from './column-heads.ts';

const words = ['He', 'said', 'Roosevelt'];

describe('what stands over the columns', () => {
  it('is as wide as there is room for, between what can be told and what is needed', () => {
    expect(columnHeads(['a', 'é', '😀'], 1000).cellWidth).toBe(40);
    // the vector of zeros that lines begin with is one sign, with an arrow above it
    expect(columnHeads(['0⃗', 'A', 'n'], 1000).cellWidth).toBe(40);
    expect(columnHeads(['a', 'b'], 20).cellWidth).toBe(10);
    expect(columnHeads(Array.from('to be or not'), 12).cellWidth).toBe(7);
    expect(columnHeads([], 100)).toEqual({ cellWidth: 40, height: 20, isUpright: false });
  });

  it('lies where the longest word fits, and stands where it does not', () => {
    const lying = columnHeads(words, 1000);
    expect(lying).toMatchObject({ height: 20, isUpright: false });
    expect(lying.cellWidth).toBeGreaterThan('Roosevelt'.length * 8);
    const upright = columnHeads(words, 3 * lying.cellWidth - 1);
    expect(upright).toMatchObject({ cellWidth: 40, isUpright: true });
    expect(upright.height).toBeGreaterThan('Roosevelt'.length * 8);
    expect(columnHeads(words, 30)).toMatchObject({ cellWidth: 15, isUpright: true });
    expect(columnHeads(['a'.repeat(200), 'b'], 100).height).toBe(120);
  });
});
