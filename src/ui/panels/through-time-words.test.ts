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
      'By a: Vanishes: below 1e-3 of lag 0 from lag 2 on.',
    );
    expect(wordsOf(plain, 'x', [1, 24, 250.4, 80])).toBe(
      'By x: Explodes: 250 times lag 0 at lag 2.',
    );
    expect(wordsOf(plain, 'x', [1, 24, 5, 1e-4])).toBe(
      'By x: Explodes: 24 times lag 0 at lag 1. Vanishes: below 1e-3 of lag 0 from lag 3 on.',
    );
    expect(wordsOf(lstm, 'c', [1, 0.5, 0.1234])).toBe(
      'By c: Does not vanish: 0.12 of lag 0 is left at lag 2, the largest. Mean Γf 0.25.',
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
