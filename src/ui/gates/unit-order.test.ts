import { describe, expect, it } from 'vitest';
import { largest, orderUnits } from './unit-order.ts';

// [characters, units]: unit 0 is still at 0.5, unit 1 moves most, unit 2 is high.
const values = Float32Array.of(0.5, -1, 0.9, 0.5, 1, 0.8);

describe('order of units', () => {
  it('is as stored, by falling mean, or by falling variance', () => {
    expect(orderUnits(values, 2, 3, 'index')).toEqual([0, 1, 2]);
    expect(orderUnits(values, 2, 3, 'mean')).toEqual([2, 0, 1]);
    expect(orderUnits(values, 2, 3, 'variance')).toEqual([1, 2, 0]);
  });

  it('keeps every unit when one went wrong, and puts it last', () => {
    expect(orderUnits(Float32Array.of(NaN, 1, 2), 1, 3, 'mean')).toEqual([2, 1, 0]);
  });

  it('takes the scale from finite values only', () => {
    expect(largest(Float32Array.of(1, -3, NaN, -Infinity))).toBe(3);
    expect(largest(Float32Array.of(0, 0))).toBe(1);
  });
});
