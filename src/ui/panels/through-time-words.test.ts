import { describe, expect, it } from 'vitest';
import type { GradientsThroughTime } from '../../worker/protocol.ts';
import { choicesOf, shownBy, wordsOf } from './through-time-words.ts';

const one = new Float32Array(1);
const plain: GradientsThroughTime = { input: one, state: one, memory: null, line: null };
const gru: GradientsThroughTime = { ...plain, line: new Float32Array([1, 1, 0, 0.25]) };
const lstm: GradientsThroughTime = { ...gru, memory: one };

describe('words about the gradient through time', () => {
  it('say from where it vanishes, where it explodes, or what is left', () => {
    expect(wordsOf(plain, 'a', [1, 0.1, 9e-4, 1e-5])).toBe(
      'By a: Vanishes: from lag 2 on, less than 0.1 % is left.',
    );
    expect(wordsOf(plain, 'x', [1, 24, 250.4, 80])).toBe(
      'By x: Explodes: at lag 2 it is 250 times as large as at lag 0.',
    );
    expect(wordsOf(plain, 'x', [1, 24, 5, 1e-4])).toBe(
      'By x: Explodes: at lag 1 it is 24 times as large as at lag 0. Vanishes: from lag 3 on, less than 0.1 % is left.',
    );
    expect(wordsOf(lstm, 'c', [1, 0.5, 0.1234])).toBe(
      'By c: Does not vanish: at lag 2, the longest measured, 12 % is left. Mean Γf 0.25.',
    );
    expect(wordsOf(gru, 'c', [1, 1e-4])).toContain('Mean 1 − Γu 0.25.');
  });

  it('offer what the cell has, and stay with what comes closest', () => {
    const labels = (gradients: GradientsThroughTime | null) =>
      choicesOf(gradients).map(({ label }) => label);
    expect(labels(plain)).toEqual(['input x', 'state a']);
    expect(labels(gru)).toEqual(['input x', 'memory c = a']);
    expect(labels(lstm)).toEqual(['input x', 'state a', 'memory c']);
    expect(labels(null)).toEqual(labels(lstm));
    expect(shownBy('memory', plain)).toBe('state');
    expect(shownBy('state', gru)).toBe('memory');
    expect(shownBy('state', lstm)).toBe('state');
    expect(shownBy('input', gru)).toBe('input');
  });
});
