/** A line as tokens: their numbers and counts, and the weights that the chosen one selects. */
import { expect } from 'vitest';
import type { TokenLineFrame } from '../../protocol/token-line.ts';
import { textOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';

const tokens = [
  { id: 2, label: 'the' },
  { id: 0, label: '<UNK>' },
  { id: 7, label: 'cat' },
];
const frame = (at: number): TokenLineFrame => ({
  ...{ step: 30, tokens, skipped: ['dodo'], vocabulary: 1234 },
  chosen: {
    ...{ at, parameter: 'rnn.weight_ih_l0' },
    rows: [
      { gate: 'u', values: Float32Array.of(0.5, -0.25) },
      { gate: 'f', values: Float32Array.of(0.125, 0) },
    ],
  },
});
const text = textOf({
  symbols: [
    { symbol: 'the', count: 4321 },
    { symbol: '<UNK>', count: 99 },
    { symbol: 'cat', count: 7 },
  ],
  perToken: { characters: 5, spelling: 0.5, unknown: 0.0625, coverage: [] },
});

export const tokenLineChecks: Checks = {
  'a line as tokens': onPage(
    async (page) => {
      await page.openTab('token-line');
      await page.show('token-line', frame(0));
      const panel = page.one('token-line-panel');
      expect(page.texts('li', panel)).toEqual(['the2×4,321', '<UNK>0×99', 'cat7×7']);
      expect(page.text('p[role=status]', panel)).toContain('read as <UNK>: dodo');
      expect(page.texts('h3', panel)[1]).toBe(
        '“the”: x⟨1⟩ is 1 at index 2 and 0 at the other indices of 1,234',
      );
      expect(page.texts('p', panel)).toContain(
        'So W x is column 2 of rnn.weight_ih_l0, by gate and unit:',
      );
      await page.click(page.all('li button', panel)[2]);
      expect(page.wished('token-line')?.wish).toMatchObject({ at: 2 });
      await page.show('token-line', frame(2));
      expect(page.texts('h3', panel)[1]).toContain('“cat”: x⟨3⟩ is 1 at index 7');
      expect(page.texts('dd', page.one('text-source'))).toContain('6.3 %');
    },
    { hash: '#tokens=word', text },
  ),
};
