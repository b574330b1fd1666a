/** The sample: its characters, what each was drawn from, and what is said of the whole. */
import { expect } from 'vitest';
import type { SampledToken } from '../../protocol/frames.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { netOf, progressOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const tokens: SampledToken[] = [
  {
    symbol: 'q',
    probability: 0.625,
    rank: 1,
    top: [
      { symbol: 'q', probability: 0.625 },
      { symbol: ' ', probability: 0.25 },
      { symbol: '\n', probability: 0.125 },
    ],
  },
  {
    symbol: '\n',
    probability: 0.0625,
    rank: 12,
    top: [
      { symbol: 'e', probability: 0.5 },
      { symbol: 'o', probability: 0.1875 },
    ],
  },
  { symbol: 'u', probability: 1, rank: 1, top: [{ symbol: 'u', probability: 1 }] },
];
const started: Extract<WorkerMessage, { type: 'sample.started' }> = {
  type: 'sample.started',
  prompt: 'Once',
  skipped: [],
  step: 12345,
  pinned: 0,
};

async function draw(page: StagedPage, pinned = 0): Promise<void> {
  await page.say({ ...started, pinned }, { type: 'sample.tokens', tokens });
}

const diaryEntry = (step: number, text: string, loss: number | null = 1): WorkerMessage => ({
  type: 'diary.entry',
  entry: { step, loss, text },
});

/** What stands in the diary, an entry a line. */
const diaryIn = (page: StagedPage): string[] => page.texts('li', page.one('sample-diary'));

/** Of the row whose character is shown: symbol, number, and how long its bar is of 100. */
function oddsIn(page: StagedPage): (string | number | boolean)[][] {
  return page
    .all('li', page.one('token-odds'))
    .map((row) => [
      page.text('.symbol', row),
      page.text('.number', row),
      parseFloat(page.one('rect.left', row).getAttribute('width')!),
      row.classList.contains('drawn'),
    ]);
}

export const sampleChecks: Checks = {
  'sampled text': onPage(async (page) => {
    const panel = page.one('sample-panel');
    expect(page.text('.page .faint', panel)).toMatch(/^The text that the net generates/);
    await draw(page);
    expect(page.one('output', panel).textContent).toBe('q\nu');
    expect(page.one('output', panel).getAttribute('data-prompt')).toBe('Once');
    expect(page.text('.foot [role=status]', panel)).toBe('3 characters, started at step 12,345');
    await page.say({ type: 'sample.ended', reason: 'stopped' });
    expect(page.text('.foot [role=status]', panel)).toBe(
      '3 characters, started at step 12,345, stopped',
    );
    await draw(page, 1);
    expect(page.text('.foot [role=status]', panel)).toBe(
      '3 characters, started at step 12,345, with 1 gate pinned',
    );
    await draw(page, 4321);
    expect(page.text('.foot [role=status]', panel)).toBe(
      '3 characters, started at step 12,345, with 4,321 gates pinned',
    );
    await page.say({ ...started, skipped: ['é', '\n'] });
    expect(page.text('.skipped', panel)).toBe('Not in the vocabulary, left out of the prompt: é ↵');
    expect(page.one('output', panel).textContent).toBe('');
  }),

  'odds of a character': onPage(async (page) => {
    await draw(page);
    const output = page.one('output', page.one('sample-panel'));
    await page.key(output, 'Home');
    expect(page.text('p', page.one('token-odds'))).toBe(
      '1: “q” drawn with probability 0.6250, rank 1',
    );
    expect(oddsIn(page)).toEqual([
      ['q', '0.6250', 62.5, true],
      ['␣', '0.2500', 25, false],
      ['↵', '0.1250', 12.5, false],
    ]);
    await page.key(output, 'ArrowRight');
    expect(page.text('p', page.one('token-odds'))).toBe(
      '2: “↵” drawn with probability 0.0625, rank 12',
    );
    expect(oddsIn(page)).toEqual([
      ['e', '0.5000', 50, false],
      ['o', '0.1875', 18.75, false],
      ['↵', '0.0625', 6.25, true],
    ]);
    await page.key(output, 'End');
    expect(page.text('p', page.one('token-odds'))).toBe(
      '3: “u” drawn with probability 1.0000, rank 1',
    );
  }),

  'what a sample copies': onPage(async (page) => {
    await draw(page);
    const copied = { measured: 3, longest: { start: 1, length: 2 }, share: 0.375 };
    await page.say({ type: 'sample.compared', copied });
    const shown = () => page.all('.copied', page.one('sample-panel'));
    const words = () => page.one('.copied', page.one('sample-panel'));
    // of a sample that is still drawn it would say too little
    expect(shown()).toEqual([]);
    await page.say({ type: 'sample.ended', reason: 'complete' });
    expect(shown()).toEqual([]);
    await page.say({ type: 'sample.compared', copied });
    expect(words().getAttribute('title')).toBe('↵u');
    expect(page.text('.copied', page.one('sample-panel'))).toMatch(/\b2 characters\..*\b38 %/);
    await page.say({ type: 'sample.compared', copied: { ...copied, measured: 2 } });
    expect(page.text('.copied', page.one('sample-panel'))).toMatch(
      /first 2 characters.*\b2 .*\b38 %/,
    );
  }),

  diary: onPage(async (page) => {
    const panel = page.one('sample-panel');
    expect(diaryIn(page)).toEqual([]);
    await page.say(progressOf({ step: 1 }), diaryEntry(1234, '\n<b>bold</b> words\n', 2.875));
    await page.say(diaryEntry(56_789, 'שלום to you', 1.5), diaryEntry(60_000, ' \n ', null));
    // the newest first, and nothing in it is more than text
    expect(diaryIn(page)).toEqual([
      'Step 60,000(only whitespace)',
      'Step 56,789, loss 1.50שלום to you',
      'Step 1,234, loss 2.88<b>bold</b> words',
    ]);
    expect(page.all('li .text', panel).map((text) => text.getAttribute('dir'))).toEqual(
      Array(3).fill('auto'),
    );
    const list = page.one('ol', page.one('sample-diary'));
    expect(list.getAttribute('aria-label')).toBe('Diary');
    expect(page.all('[aria-live], [role=log], [role=status]', list)).toEqual([]);
    // beside it stands what a person asked for
    await draw(page);
    await page.say({ type: 'sample.ended', reason: 'complete' }, diaryEntry(70_000, 'later'));
    expect(page.one('output', panel).textContent).toBe('q\nu');
    expect(diaryIn(page)).toHaveLength(4);
    await page.say(progressOf({ state: 'paused', step: 70_001 }));
    expect(diaryIn(page)).toHaveLength(4);
    await page.say({ type: 'training.undone', step: 56_789, learningRate: 0.5 });
    expect(diaryIn(page)).toHaveLength(2);
  }),

  'a diary ends with its net': onPage(async (page) => {
    const losses = { firstStep: 1, losses: Float32Array.of(3), norms: Float32Array.of(1) };
    for (const end of [
      { type: 'net.ready', info: netOf('gru') },
      progressOf({ state: 'idle', step: 0 }),
    ] as WorkerMessage[]) {
      const entries = Array.from({ length: 60 }, (_, at) => diaryEntry(at + 1, `entry ${at}`));
      await page.say({ type: 'training.losses', run: losses }, ...entries);
      expect(diaryIn(page)).toHaveLength(50);
      expect(diaryIn(page)[49]).toContain('entry 10');
      await page.say(end);
      expect(diaryIn(page)).toEqual([]);
    }
    await page.set('diary', 'off');
    expect(page.lastSent('sample.tune')).toMatchObject({ diary: 'off' });
  }),

  'a sample by rules': onPage(
    async (page) => {
      const panel = page.one('sample-panel');
      // a rule of the link unfolds them
      await page.set('topP', 0.5);
      await page.press('Generate', panel);
      expect(page.lastSent('sample.draw')).toMatchObject({
        ...{ without: 'xy', topP: 0.5, samples: 2, rivals: 'on' },
      });
      const piece = (symbol: string, cut: number): SampledToken[] => [
        { symbol, probability: 1, rank: 1, top: [{ symbol, probability: 1 }], cut },
      ];
      const others = [[...piece('v', 0.25), ...piece('w', 0)]];
      const [first] = piece('u', 0.5);
      await page.say(
        started,
        { type: 'sample.tokens', tokens: [first, ...piece('s', 0.75)], others },
        { type: 'sample.ended', reason: 'complete' },
        { type: 'sample.rivals', texts: [{ order: 2, text: 'of pairs' }] },
      );
      // of four tokens, on average
      const cut = page.one('sample-cut');
      expect(page.text('p', cut)).toContain('Barred: 37.5 % of the probability');
      // of the text that is shown, the most first
      expect(page.texts('li', cut)).toEqual(['2: “s” 75.0 %', '1: “u” 50.0 %']);
      await page.key(page.one('output', panel), 'ArrowRight');
      expect(page.text('p', page.one('token-odds'))).toBe(
        '1: “u” drawn with probability 1.0000, rank 1; barred here: 50.0 % of the probability',
      );
      const beside = page.one('sample-beside');
      expect(page.texts('.text', beside)).toEqual(['Onceof pairs', 'Oncevw']);
      await page.press('Sample 2: show its probabilities', beside);
      expect(page.one('output', panel).textContent).toBe('vw');
      expect(page.texts('li', cut)).toEqual(['1: “v” 25.0 %']);
      expect(page.texts('.text', beside)).toEqual(['Onceof pairs', 'Onceus']);
      await page.press('Save text', panel);
      expect(await page.downloads[0].file.text()).toBe('us\n\nvw');
      const values = { symbols: 2 };
      await page.say({ type: 'sample.refused', problem: { code: 'nothing left to draw', values } });
      expect(page.text('[role=alert]', page.one('sample-cut'))).toContain('symbols 2');
      await page.press('Generate', panel);
      expect(page.all('[role=alert]', page.one('sample-cut'))).toEqual([]);
    },
    { hash: '#v=1&without=xy&samples=2&counts=on' },
  ),

  'what a sample asks for': onPage(
    async (page) => {
      await page.press('Generate', page.one('sample-panel'));
      expect(page.lastSent('sample.draw')).toEqual({
        type: 'sample.draw',
        prompt: 'Alice',
        temperature: 0.75,
        topK: 12,
        length: 345,
        seed: 67,
      });
      await page.set('topK', 13);
      expect(page.lastSent('sample.tune')).toEqual({
        type: 'sample.tune',
        temperature: 0.75,
        topK: 13,
        diary: 'on',
      });
      await draw(page);
      await page.press('Save text', page.one('sample-panel'));
      expect(page.downloads[0].name).toMatch(/lstm-step12345-sample\.txt$/);
      expect(await page.downloads[0].file.text()).toBe('q\nu');
    },
    { hash: '#v=1&prompt=Alice&temperature=0.75&topk=12&length=345&sampleseed=67' },
  ),
};
