import { describe, expect, it } from 'vitest';
import { whatDiverged, whatHelps, whatIsKept } from './divergence-words.ts';

const loss = {
  code: 'loss',
  since: 1234,
  loss: 6.6e29,
  reference: 4.2905,
  isChance: true,
} as const;
const units = { layer: 2, symbol: 'Γf', share: 0.98765 };

describe('what is said of a run that has diverged', () => {
  it('names its values', () => {
    expect(whatDiverged(loss)).toBe(
      'Training has diverged: since step 1,234 the loss has been about 6.60e29, worse than guessing (4.29).',
    );
    expect(whatDiverged({ ...loss, loss: 40, reference: 12, isChance: false })).toBe(
      'Training has diverged: since step 1,234 the loss has been about 40.00; its best was 12.00.',
    );
    expect(whatDiverged({ code: 'dead units', ...units })).toBe(
      'Units have died: 98.8 % of the ReLU units of layer 2 output 0 for every input, so they no longer learn.',
    );
    expect(whatDiverged({ code: 'stuck gates', ...units })).toBe(
      'Gates are stuck: 98.8 % of the values of Γf in layer 2 are saturated, so no gradient passes through them.',
    );
  });

  it('names what is kept meanwhile', () => {
    expect(whatIsKept(1234)).toMatch(
      /the kept run stays as it was at step 1,234\. To keep its current state, save it/,
    );
    expect(whatIsKept(0)).toMatch(
      /^Until training recovers, the run is not kept\. To keep its current state/,
    );
  });

  it('names what helps, as the settings are', () => {
    expect(whatHelps(loss, { learningRate: 10, clipNorm: 0 })).toBe(
      'Try a learning rate below 10, or a clip norm above 0.',
    );
    expect(whatHelps({ code: 'stuck gates', ...units }, { learningRate: 0.3, clipNorm: 5 })).toBe(
      'Try a learning rate below 0.3, a clip norm below 5, another initialisation, or another cell.',
    );
  });
});
