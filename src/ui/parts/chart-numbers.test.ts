import { describe, expect, it } from 'vitest';
import { roundNumbers } from './chart-numbers.ts';

const axis = [{ value: 0.0001 }, { value: 1000 }];

describe('the numbers of a logarithmic axis', () => {
  it('are powers of ten, in no more than four characters below one', () => {
    const powers = [0.0001, 0.001, 0.01, 0.1, 1, 1000];
    const words = powers.map((power) => roundNumbers(power, 0, axis));
    expect(words).toEqual(['1e-4', '1e-3', '0.01', '0.1', '1', '1,000']);
    expect(roundNumbers(0.002, 0, axis)).toBeNull();
  });
});
