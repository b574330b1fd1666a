/** Sentences that are scored: pieces by cost, product, comparison, alternatives, and what cannot be scored. */
import { expect } from 'vitest';
import type { ScoredSentence, ScoreFrame } from '../../protocol/score.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const sentence = (words: string, probabilities: number[]): ScoredSentence => ({
  ...{ before: '\n', skipped: [], characters: 4, cut: 0 },
  tokens: Array.from(words, (label, at) => ({ label, nats: -Math.log(probabilities[at]) })),
});

const frame: ScoreFrame = {
  step: 1200,
  sentences: [sentence('ab', [0.5, 0.25]), sentence('ac', [0.5, 0.125])],
  alternatives: null,
};

const panel = (page: StagedPage) => page.one('score-panel');
const pieces = (page: StagedPage) => page.all('.pieces button', panel(page));

export const scoreChecks: Checks = {
  'sentences are scored': onPage(async (page) => {
    await page.openTab('score');
    expect(page.wished('score')?.wish).toMatchObject({
      lines: ['The apple and pear salad.', 'The apple and pair salad.'],
      chosen: null,
    });
    await page.show('score', frame);
    expect(page.output('Comparison')).toBe(
      'Sentence 1 is the likeliest: 2.00 times as likely as sentence 2, at step 1,200.',
    );
    // 1/2 · 1/4 = 1/8: 3 bits for 4 characters, and √8 for each of 2 tokens
    expect(page.texts('p.sum', panel(page))[0]).toBe(
      'P(y⟨1⟩, …, y⟨2⟩) = ∏ P(y⟨t⟩ | before) = 0.125; log P = −2.079, perplexity 2.83, 0.750 bits per character',
    );
    expect(pieces(page).map((piece) => piece.dataset.cost)).toEqual(['1', '2', '1', '3']);
    expect(pieces(page)[3].title).toBe('“c” costs 3.00 bits');
    await page.click(pieces(page)[3]);
    expect(page.wished('score')?.wish).toMatchObject({ chosen: { line: 1, at: 1 } });
    const all = [
      { label: 'b', probability: 0.75 },
      { label: 'c', probability: 0.125 },
    ];
    await page.show('score', { ...frame, alternatives: { line: 1, at: 1, rank: 2, all } });
    expect(page.text('.alternatives p', panel(page))).toBe(
      '“c” was number 2 of what the net expected at t = 2:',
    );
    expect(rowsIn(page, panel(page))).toEqual([
      ['b', '75.00 %', ''],
      ['c', '12.50 %', ''],
    ]);
    expect(page.text('.wanted th', panel(page))).toBe('c');
    // one alone is compared with nothing, and a product may be smaller than any number
    const long = sentence('a'.repeat(400), Array<number>(400).fill(0.3));
    await page.show('score', { ...frame, sentences: [{ ...long, cut: 3, skipped: ['☃'] }] });
    expect(page.output('Comparison')).toMatch(/^Write two sentences or more/);
    expect(page.texts('p.sum', panel(page))[0]).toContain('= 7.06 · 10⁻²¹⁰;');
    expect(page.texts('[role=status]', panel(page))).toEqual([
      expect.stringMatching(/left out: .*☃/),
      'Too long: 3 characters at the end are not scored.',
    ]);
    await page.show('score', { ...frame, sentences: [{ ...long, tokens: [] }] });
    expect(page.texts('p.sum', panel(page))[0]).toBe('Nothing of it is in the vocabulary.');
  }),
};
