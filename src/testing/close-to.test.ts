import { describe, expect, it } from 'vitest';
import {
  checkAbsolute,
  checkGradient,
  checkNormWise,
  checkScaled,
  DeviationError,
  measureDeviation,
} from './close-to.ts';

const compared = {
  name: 'head.weight',
  shape: [2, 3],
  got: [1, 2, 3, 4, 5.5, 6],
  expected: [1, 2, 3, 4, 5, 6],
};

describe('tolerance checks', () => {
  it('measures the worst element, the norm and the scale', () => {
    const deviation = measureDeviation(compared);
    expect(deviation).toMatchObject({ worst: 0.5, index: 4, scale: 6 });
    expect(deviation.normWise).toBeCloseTo(0.5 / Math.sqrt(91), 12);
  });

  it('names tensor, index, got, expected and the deviations', () => {
    expect(() => checkAbsolute(compared, 0.4)).toThrow(
      'head.weight [2, 3]: worst at [1, 1]: got 5.5, expected 5, off by 5.00e-1; ' +
        'norm-wise 5.24e-2; absolute limit 0.4.',
    );
  });

  it('passes at the limit and fails above it', () => {
    expect(() => checkAbsolute(compared, 0.5)).not.toThrow();
    expect(() => checkScaled(compared, 0.5 / 6)).not.toThrow();
    expect(() => checkScaled(compared, 0.08)).toThrow(DeviationError);
    expect(() => checkNormWise(compared, 0.053)).not.toThrow();
    expect(() => checkNormWise(compared, 0.052)).toThrow(DeviationError);
    expect(() => checkGradient(compared)).toThrow(DeviationError);
  });

  it('never lets through what is not finite or of another length', () => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      const poisoned = { name: 'loss', got: [0, bad], expected: [0, 1] };
      expect(() => checkAbsolute(poisoned, Infinity)).toThrow('loss: not finite at [1]');
      expect(() => checkNormWise(poisoned, Infinity)).toThrow(DeviationError);
    }
    const same = { name: 'loss', got: [Infinity], expected: [Infinity] };
    expect(() => checkAbsolute(same, 1)).toThrow(DeviationError);
    expect(() => checkAbsolute({ name: 'loss', got: [], expected: [1] }, 1)).toThrow(
      'loss: got 0 values, expected 1.',
    );
  });

  it('wants an expected tensor of zeros met exactly', () => {
    const zeros = { name: 'zeros', got: [0, -0], expected: [0, 0] };
    expect(() => checkGradient(zeros)).not.toThrow();
    expect(() => checkNormWise({ ...zeros, got: [0, 1e-30] }, 1)).toThrow(DeviationError);
    expect(() => checkScaled({ ...zeros, got: [0, 1e-30] }, 1)).toThrow(DeviationError);
  });
});
