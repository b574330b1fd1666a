import { describe, expect, it } from 'vitest';
import type { WeightCheck, WeightUse } from '../../protocol/frames.ts';
import type { Unit } from '../words/units.ts';
import {
  figures,
  gradientWords,
  partWords,
  sumOf,
  type Used,
  useWords,
  verdictOf,
} from './weight-words.ts';

const check: WeightCheck = {
  ...{ value: 0.5, nudge: 0.008, loss: 4, above: 4, below: 4 },
  ...{ slope: 0.02, gradient: 0.0201, rounding: 5e-5, bend: 6e-5, summands: [0.02, 1e-4] },
};
const names = { role: 'forget', symbol: 'Γf' } as const;
const gate = { kind: 'gate', layer: 1, gate: 1, ...names, unit: 4 } as const;
const state = { kind: 'state', layer: 1, state: 0, symbol: 'a', time: 'before', unit: 2 } as const;

describe('figures', () => {
  it('are as many for every size', () => {
    expect(
      [0.012345, -12.345, 1.2346e-5, -9.9996e-7, 0, 12345.6].map((n) => figures(n, 4)),
    ).toEqual(['0.01235', '−12.35', '1.235·10⁻⁵', '−1.000·10⁻⁶', '0', '1.235·10⁴']);
    expect([0.008, 1e-4, 1].map((n) => figures(n, 1))).toEqual(['0.008', '1·10⁻⁴', '1']);
    expect(figures(NaN, 2)).toBe('–');
  });
});

describe('the verdict', () => {
  it('says whether they agree and what could part them', () => {
    expect(verdictOf(check, true)).toBe(
      'They agree: they differ by 1.0·10⁻⁴, and rounding and curvature explain up to 1.1·10⁻⁴.',
    );
    expect(verdictOf({ ...check, gradient: 0.03 }, false)).toMatch(
      /^They disagree: they differ by 0\.010, .+Use a smaller nudge\./u,
    );
  });

  it('says when that cannot be told', () => {
    const small = { ...check, slope: 1e-5, gradient: 2e-5 };
    expect(verdictOf({ ...small, rounding: 1e-4 }, true)).toMatch(
      /^Inconclusive: rounding .+ Use a larger nudge\.$/u,
    );
    expect(verdictOf(small, true)).toMatch(
      /^Inconclusive: the loss curves .+ Use a smaller one\.$/u,
    );
    expect(verdictOf({ ...check, slope: NaN }, false)).toMatch(/not a finite number/u);
    const lost = { ...check, value: 40, nudge: 1e-6, slope: NaN };
    expect(verdictOf(lost, false)).toMatch(/^The nudge is lost .+ Use a larger one\.$/u);
    const unused = { ...check, slope: 0, gradient: 0, summands: [0, -0] };
    expect(verdictOf(unused, true)).toMatch(/^Both are 0/u);
  });
});

/** Of scores of which a softmax is made, unless another is told. */
const wordsOf = (
  use: WeightUse,
  symbol: string | null,
  unit?: Unit,
  activation: Used['activation'] = 'softmax',
) => useWords({ use, symbol, activation }, unit);

describe('the use of a weight', () => {
  it('is a sum of products, with the sign that PyTorch keeps', () => {
    const uses: [WeightUse, string][] = [
      [{ into: gate, times: state, sign: 1 }, '∂L/∂w = Σₜ ∂L/∂ẑ⟨t⟩ · a⟨t−1⟩'],
      [{ into: gate, times: { ...state, time: 'now' }, sign: -1 }, '∂L/∂w = −Σₜ ∂L/∂ẑ⟨t⟩ · a⟨t⟩'],
      [{ into: gate, times: { kind: 'one' }, sign: 1 }, '∂L/∂w = Σₜ ∂L/∂ẑ⟨t⟩'],
      [
        { into: { kind: 'feature', feature: 2 }, times: { kind: 'token', token: 3 }, sign: 1 },
        '∂L/∂w = Σₜ ∂L/∂e⟨t⟩ · x⟨t⟩',
      ],
    ];
    for (const [use, sum] of uses) expect(sumOf(use)).toBe(sum);
    const memory = { ...state, symbol: 'c = a' };
    const timesOf = (times: WeightUse['times']) => sumOf({ into: gate, times, sign: 1 });
    expect(timesOf(memory)).toMatch(/· c⟨t−1⟩$/u);
    expect(timesOf({ ...memory, time: 'now' })).toMatch(/· a⟨t⟩$/u);
    expect(timesOf({ ...memory, symbol: 'Γr*c', time: 'now' })).toMatch(/· Γr\*c⟨t−1⟩$/u);
  });

  it('is told in words, with the character that it is about', () => {
    expect(wordsOf({ into: gate, times: state, sign: 1 }, null)).toBe(
      'At every time step this weight multiplies a⟨t−1⟩ of unit 3 in layer 2. The result is added to ẑ⟨t⟩, the preactivation of Γf of unit 5 in layer 2.',
    );
    const head: WeightUse = { into: { kind: 'logit', token: 1 }, times: { kind: 'one' }, sign: 1 };
    expect(wordsOf(head, ' ')).toBe(
      'At every time step this weight, a bias, is added to ẑ⟨t⟩, the score of “␣” before the softmax.',
    );
    // a score is of one time step, a preactivation acts on all later ones
    expect(partWords(head)).toBe(
      'A bar is ∂L/∂ẑ⟨t⟩: how the loss of this character alone changes with ẑ⟨t⟩.',
    );
    expect(partWords({ into: gate, times: state, sign: 1 })).toContain('of all later characters');
  });

  it('speaks of numbers where numbers are read and told', () => {
    const read: WeightUse = { into: gate, times: { kind: 'number', feature: 4 }, sign: 1 };
    expect(sumOf(read)).toBe('∂L/∂w = Σₜ ∂L/∂ẑ⟨t⟩ · x⟨t⟩');
    expect(wordsOf(read, null, 'frame')).toContain('multiplies x⟨t⟩, number 5 of the frame. The');
    expect(wordsOf(read, null, 'number')).toContain('multiplies x⟨t⟩, the number that is read.');
    const told: WeightUse = { into: { kind: 'logit', token: 0 }, times: { kind: 'one' }, sign: 1 };
    expect(wordsOf(told, '', 'number', 'linear')).toContain(
      'added to ẑ⟨t⟩, the forecast of the next number',
    );
    expect(wordsOf(told, 'y', 'row', 'linear')).toContain('the forecast of “y”');
    expect(wordsOf(told, 'yes', 'frame')).toContain('the score of “yes” before the softmax');
    expect(wordsOf(told, '1', 'word', 'sigmoid')).toContain('score of “1” before the sigmoid');
  });

  it('says of which losses a bar tells', () => {
    const feature = { kind: 'feature', feature: 2 } as const;
    const use: WeightUse = { into: feature, times: { kind: 'token', token: 3 }, sign: 1 };
    const ends = (reach: WeightUse['reach']) => partWords({ ...use, reach }, 'word');
    expect(ends(undefined)).toMatch(/changes with e⟨t⟩, including that of all later words\.$/u);
    expect(ends('all')).toMatch(/including that of all words\.$/u);
    expect(ends('window')).toMatch(/including that of all words whose windows it stands in\.$/u);
    expect(ends('once')).toMatch(/how the loss changes with e⟨t⟩\.$/u);
    expect(partWords({ into: gate, times: state, sign: 1, reach: 'alone' })).toMatch(/alone/u);
  });

  it('is once where one answer is given to all', () => {
    const into = { kind: 'logit', token: 0 } as const;
    const times = { ...state, time: 'now' } as const;
    const [ends, mean] = (['ends', 'mean'] as const).map((summary): WeightUse => {
      return { into, times, sign: 1, reach: 'once', summary };
    });
    expect(sumOf(ends)).toBe('∂L/∂w = ∂L/∂ẑ · a⟨Tx⟩');
    expect(sumOf({ ...ends, times: { ...times, direction: 1 } })).toBe('∂L/∂w = ∂L/∂ẑ · ←a⟨1⟩');
    expect(sumOf(mean)).toBe('∂L/∂w = ∂L/∂ẑ · 1/Tx Σₜ a⟨t⟩');
    expect(sumOf({ ...mean, times: { kind: 'one' } })).toBe('∂L/∂w = ∂L/∂ẑ');
    expect(wordsOf(ends, 'yes', 'word', 'sigmoid')).toBe(
      'This weight multiplies a⟨Tx⟩ of unit 3 in layer 2, where it ended. The result is added to ẑ, the score of “yes” before the sigmoid.',
    );
    expect(wordsOf(mean, 'fra', 'character')).toContain('multiplies the mean of a⟨t⟩ of unit 3');
    expect(partWords(ends)).toContain('All others are 0.');
    expect(gradientWords(ends, 8, 0.5)).toBe('The bars add up to its gradient, 0.5000.');
    expect(gradientWords({ ...ends, summary: undefined }, 8, 0.5)).toContain('all 8 time steps');
  });
});
