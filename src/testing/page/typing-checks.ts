/** Writing with suggestions, keys that are saved, and the truth beside what is drawn. */
import { expect } from 'vitest';
import type { ForcedPlace, ForcingFrame, TypingFrame } from '../../protocol/typing.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const frameOf = (text: string, suggested: string[]): TypingFrame => ({
  ...{ step: 1200, text, learned: null },
  suggestions: suggested.map((one, at) => ({ text: one, probability: 0.5 / (at + 1) })),
});

const panel = (page: StagedPage) => page.one('typing-panel');
const field = (page: StagedPage) => page.one<HTMLTextAreaElement>('#writing', panel(page));
const options = (page: StagedPage) => page.all('[role=option]', panel(page));
const wish = (page: StagedPage) => page.wished('typing')?.wish;

const expected = (...top: [string, number][]) =>
  top.map(([label, probability]) => ({ label, probability }));
const placeOf = (truth: string, drawn: string, bits: [number, number]): ForcedPlace => ({
  ...{ truth, drawn },
  forced: { nats: bits[0] * Math.LN2, top: expected(['a', 0.5], [' ', 0.25]) },
  free: { nats: bits[1] * Math.LN2, top: expected(['b', 0.75]) },
});

export const typingChecks: Checks = {
  'somebody writes with the net': onPage(async (page) => {
    await page.openTab('typing');
    expect(wish(page)).toEqual({ text: '', lessons: [] });
    await page.enter(field(page), 'The c');
    expect(wish(page)).toEqual({ text: 'The c', lessons: [] });
    // of what was written before nothing is offered
    await page.show('typing', frameOf('The', [' cat']));
    expect(options(page)).toEqual([]);
    await page.show('typing', frameOf('The c', ['at', 'ook sat', '\n']));
    expect(
      options(page).map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim()),
    ).toEqual(['at Tab 50.0 %', 'ook sat 25.0 %', '↵ 16.7 %']);
    await page.key(field(page), 'Tab');
    expect(wish(page)).toEqual({ text: 'The cat', lessons: [] });
    expect(options(page)).toEqual([]);
    await page.show('typing', frameOf('The cat', [' sat', ' ran', 's']));
    // the second by arrow keys, and round
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) {
      await page.key(field(page), key);
    }
    expect(options(page)[1].getAttribute('aria-selected')).toBe('true');
    expect(field(page).getAttribute('aria-activedescendant')).toBe('suggestion-1');
    await page.key(field(page), 'Enter');
    expect(wish(page)).toEqual({ text: 'The cat ran', lessons: [] });
    await page.show('typing', frameOf('The cat ran', [' there', '.']));
    await page.click(options(page)[1]);
    expect(wish(page)).toEqual({ text: 'The cat ran.', lessons: [] });
    await page.show('typing', frameOf('The cat ran.', [' Then']));
    // Tab leaves the field
    await page.key(field(page), 'Escape');
    expect(options(page)).toEqual([]);
    await page.key(field(page), 'Tab');
    expect(wish(page)).toEqual({ text: 'The cat ran.', lessons: [] });

    await page.press('Learn what I wrote', panel(page));
    expect(wish(page)).toEqual({ text: 'The cat ran.', lessons: ['The cat ran.'] });
    const learned = { step: 1200, steps: 10, before: 2.5, after: 1.25 };
    await page.show('typing', { ...frameOf('The cat ran.', []), learned });
    expect(page.texts('[role=status]', panel(page)).slice(0, 2)).toEqual([
      'The copy made 10 steps on your text: the loss went from 2.500 to 1.250 nats per token. The run and its net stay as they are.',
      'Nothing that the net knows goes on from here.',
    ]);
    expect(page.button('Learn what I wrote', panel(page)).disabled).toBe(true);
    await page.press('Back to the net', panel(page));
    expect(wish(page)).toEqual({ text: 'The cat ran.', lessons: [] });

    expect(page.wished('keystrokes')).toBeUndefined();
    await page.press('Count keystrokes', panel(page));
    expect(page.wished('keystrokes')?.wish).toEqual({ round: 1 });
    const keys = { net: 60, bigram: 90 };
    await page.show('keystrokes', { step: 1200, chapter: 'CHAPTER XII', characters: 100, keys });
    expect(rowsIn(page, page.one('keystrokes-part', panel(page))).slice(1)).toEqual([
      ['net', '60', '40.0 %', ''],
      ['bigram', '90', '10.0 %', ''],
    ]);
    expect(page.text('keystrokes-part p.faint')).toBe(
      'For “CHAPTER XII”, held out: 100 characters, by the net of step 1,200.',
    );
  }),

  'the truth is forced': onPage(async (page) => {
    await page.openTab('score');
    const part = page.one('forcing-part');
    await page.enter(page.one('#truth', part), 'A cat');
    await page.enter(page.one('#prefix', part), '2');
    await page.press('Draw another', part);
    expect(page.wished('forcing')?.wish).toEqual({ text: 'A cat', prefix: 2, seed: 2 });
    const places = [
      placeOf('c', 'c', [1, 1]),
      placeOf('a', 'u', [2, 2]),
      placeOf('t', 'p', [3, 6]),
    ];
    const frame: ForcingFrame = {
      ...{ step: 1200, prefix: ['A', ' '], places, parted: 1, skipped: [] },
    };
    await page.show('forcing', frame);
    expect(rowsIn(page, part)).toEqual([
      ['t', '3', '4', '5'],
      ['truth, read next', 'c', 'a', 't'],
      ['ŷ⟨t⟩, the likeliest', ...Array<string>(3).fill('a 50 %␣ 25 %')],
      ['loss of the truth', '0.69', '1.39', '2.08'],
      ['drawn, read next', 'c', 'u', 'p'],
      ['ŷ⟨t⟩, the likeliest', ...Array<string>(3).fill('b 75 %')],
      ['loss of the truth', '0.69', '1.39', '4.16'],
    ]);
    expect(page.texts('mark', part)).toEqual(['u', 'p']);
    expect(page.texts('.times .parted', part)).toEqual(['4', '5']);
    expect(page.texts('.times .first', part)).toEqual(['4']);
    // (1 + 2 + 3) / 3 bits, and (1 + 2 + 6) / 3; behind where they part 3 and 6
    expect(page.texts('section:last-child p', part)).toEqual([
      'The truth costs 1.386 nats per token where the truth is read, and 2.079 where draws are read, at step 1,200.',
      'They part at t = 4. Behind it the net reads a text of its own, to which the truth is no answer: there it costs 4.159 and not 2.079. Training never shows it such a text.',
      'Both have read: A␣',
    ]);
    await page.show('forcing', { ...frame, parted: null });
    expect(page.texts('section:last-child p', part)[1]).toBe(
      'Every draw is the truth: both rows have read the same.',
    );
    await page.show('forcing', { ...frame, places: [], parted: null, skipped: ['☃'] });
    expect(page.all('table', part)).toEqual([]);
    expect(page.text('[role=status]', part)).toMatch(/left out: .*☃/);
  }),
};
