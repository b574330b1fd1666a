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

  'a text is packed and opened': onPage(async (page) => {
    await page.openTab('score');
    const part = page.one('pack-part', panel(page));
    const button = (name: string) => page.button(name);
    expect(button('Pack').disabled).toBe(true);
    await page.click(button('Pack held-out text'));
    expect(page.lastSent('pack.text')).toEqual({ type: 'pack.text', id: 1, text: null });
    await page.say({ type: 'pack.progress', id: 1, done: 30, total: 120 });
    expect(page.one<HTMLProgressElement>('progress', part).value).toBe(30);
    const file = new Uint8Array(40);
    const bytes = { net: 40, plain: 120, gzip: 80, bigram: 60, chance: 93 };
    const packed = { file, step: 1200, characters: 120, tokens: 118, escaped: 2, bytes };
    await page.say({ type: 'pack.packed', id: 1, packed });
    expect(page.output('Packed')).toBe(
      'The net takes 50.0 % less than gzip. Packed with the weights of step 1,200. 2 symbols that the net lacks are spelled.',
    );
    expect(rowsIn(page, part).slice(1)).toEqual([
      ['the net', '40', '2.667', ''],
      ['bigram', '60', '4.000', ''],
      ['gzip', '80', '5.333', ''],
      ['chance', '93', '6.200', ''],
      ['UTF-8', '120', '8.000', ''],
    ]);
    await page.enter(page.one('#text', part), 'A dog');
    await page.click(button('Pack'));
    expect(page.lastSent('pack.text')).toEqual({ type: 'pack.text', id: 2, text: 'A dog' });
    // of what was given up nothing is shown
    await page.say({ type: 'pack.packed', id: 1, packed });
    expect(page.all('output', part)).toEqual([]);
    const values = { step: 1200, ownStep: 1300 };
    const problem = { code: 'packed with other weights', values } as const;
    await page.say({ type: 'pack.refused', id: 2, problem });
    expect(page.text('[role=alert]', part)).toBe(
      'packing: the file was packed by a net with other weights: in the file those of step 1,200, in this net those of step 1,300. Load the run as it was when it packed the file.',
    );
    await page.click(button('Pack'));
    await page.click(button('Cancel'));
    expect(page.sent.at(-1)).toEqual({ type: 'pack.cancel' });
    expect(page.text('.faint:last-child', part)).toMatch(/^Sizes appear here/);
  }),
};
