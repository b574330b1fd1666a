/** The equations and the drawing of every cell say what its composed form does. */
import { describe, expect, it } from 'vitest';
import { checkSound } from '../planted-bugs.ts';
import { cellChecks } from './cell-checks.ts';
import { valueOfLine } from './equation-value.ts';

describe('of every cell', () => {
  it.each(Object.entries(cellChecks))('%s', async (_, check) => {
    await checkSound(check);
  });
});

describe('an equation', () => {
  const meaning = {
    vector: (name: string) => (name === 'x⟨t⟩' ? [2, 3] : [0.5, 0.25]),
    matrix: () => [
      [1, 2],
      [3, 4],
    ],
    stacked: () =>
      [
        [
          [1, 0],
          [0, 1],
        ],
        [
          [10, 0],
          [0, 10],
        ],
      ] as const,
  };

  it('is worked out by the rules of algebra', () => {
    const value = (latex: string) => valueOfLine(latex, meaning).value;
    expect(value(String.raw`\now{a} = W_{cx} \now{x} + b_c * \prev{c}`)).toEqual([8.25, 18.0625]);
    expect(value(String.raw`\now{a} = W_a[\prev{a}, \now{x}]`)).toEqual([20.5, 30.25]);
    expect(value(String.raw`\now{a} = (1 - \Gamma_u) * \now{x}`)).toEqual([1, 2.25]);
    expect(value(String.raw`\Gamma_u = \tanh(\now{x} - \now{x})`)).toEqual([0, 0]);
  });

  it('that cannot be read is refused', () => {
    for (const latex of [
      String.raw`\now{a}`,
      String.raw`\now{a} = (\now{x}`,
      String.raw`a = \frac 1 2`,
    ]) {
      expect(() => valueOfLine(latex, meaning)).toThrow(SyntaxError);
    }
  });
});
