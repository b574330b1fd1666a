import { describe, expect, it } from 'vitest';
import { maskedTarget } from '../ops/masked-target.ts';
import { askedSteps, stretch } from './sequences.ts';

const line = (tokens: number[], targets: number[]) => ({
  tokens: Uint32Array.from(tokens),
  targets: Uint32Array.from(targets),
});

describe('the time steps that are asked', () => {
  it('are all of a stretch but the last, and none where nothing is wanted', () => {
    expect(askedSteps(stretch([3, 1, 4]))).toBe(2);
    for (const none of [stretch([]), stretch([3]), line([1, 2], [maskedTarget, maskedTarget])]) {
      expect(askedSteps(none)).toBe(0);
      expect(askedSteps(none, true)).toBe(0);
    }
  });

  it('end with the last that is wanted, or with the line where later words tell', () => {
    const early = line([1, 2, 3, 4], [maskedTarget, 7, maskedTarget, maskedTarget]);
    expect(askedSteps(early)).toBe(2);
    expect(askedSteps(early, true)).toBe(4);
    // several answers at each time step
    const wide = line([1, 2], [0, 1, 1, 0]);
    expect(askedSteps(wide)).toBe(2);
  });
});
