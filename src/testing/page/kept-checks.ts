/** Kept runs: the list, its room, what is compared, what an undo would bring back. */
import { expect } from 'vitest';
import type { KeptRun, KeptRuns } from '../../protocol/kept-run.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { defaultSettings } from '../../config/settings.ts';
import { progressOf } from './messages.ts';
import { chartIn, type Checks, expectCurve, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

export const run = (changes: Partial<KeptRun>): KeptRun => ({
  id: 'a',
  name: '',
  title: 'A title',
  cell: 'lstm',
  step: 12345,
  loss: 2.25,
  validationLoss: 3.125,
  metrics: {},
  keptAt: new Date(2026, 10, 27, 17, 5).getTime(),
  bytes: 2_340_000,
  settings: { ...defaultSettings(), hiddenSize: 96, heldOut: 20, optimizer: 'sgd' },
  use: null,
  ...changes,
});
const runs = [
  run({ id: 'c', title: 'Third', cell: 'gru', step: 7, loss: null, use: 'here', bytes: 31_400 }),
  run({}),
  run({ id: 'b', name: 'my run', step: 678, validationLoss: null, use: 'elsewhere' }),
];
export const listed = (changes: Partial<KeptRuns> = {}): WorkerMessage => ({
  type: 'runs.listed',
  kept: {
    ...{ runs, usedBytes: 123_400_000, budgetBytes: 250e6, defaultBudgetBytes: 480e6 },
    ...{ quotaBytes: 12e9, problem: null, ...changes },
  },
});

export async function openList(
  page: StagedPage,
  changes: Partial<KeptRuns> = {},
): Promise<Element> {
  await page.say(listed(changes));
  await page.openTab('kept-runs');
  return page.one('kept-runs-panel');
}

interface Curves {
  losses: number[];
  validations: [step: number, loss: number][];
}
const curvesOf: Record<'a' | 'b', Curves> = {
  a: {
    losses: [4, 3, 2, 2.5],
    validations: [
      [0, 4.5],
      [2, 3.5],
      [4, 2.25],
    ],
  },
  b: {
    losses: [3.5, 3.25],
    validations: [
      [1, 3.75],
      [2, 3.125],
    ],
  },
};
const boxOf = (page: StagedPage, panel: Element, id: string) =>
  page.all('tbody input[type=checkbox]', page.one('table[role=table]', panel))[
    runs.findIndex((one) => one.id === id)
  ];

/** The run is compared, and its curves are there. */
async function compare(page: StagedPage, panel: Element, id: 'a' | 'b' = 'a'): Promise<void> {
  await page.tick(boxOf(page, panel, id), true);
  const asked = page.lastSent('runs.curves');
  expect(asked?.run).toBe(id);
  const { losses, validations } = curvesOf[id];
  await page.say({
    ...{ type: 'runs.curves', id: asked!.id, run: id, problem: null },
    losses: {
      ...{ firstStep: 1, losses: Float32Array.from(losses) },
      norms: new Float32Array(losses.length).fill(1),
    },
    validations: validations.map(([step, loss]) => ({ step, loss, tokens: 10, total: 20 })),
  });
}

/** Which colour each compared run has, as the list, the legend and the table of what differs say. */
function swatchesIn(page: StagedPage): Record<'list' | 'legend' | 'table', string[]> {
  const within = (tag: string) => page.all('i', page.one(tag)).map(({ className }) => className);
  const list = page.all('tbody[role=rowgroup] i', page.one('kept-runs-panel'));
  return {
    list: list.map(({ className }) => className),
    legend: page.all('.compared i', page.one('loss-panel')).map(({ className }) => className),
    table: within('run-comparison'),
  };
}

export const keptChecks: Checks = {
  'list of kept runs': onPage(async (page) => {
    const panel = await openList(page);
    const table = page.one('table', panel);
    const [, ...rows] = rowsIn(page, table);
    expect(rows.map((row) => row.slice(2, -1))).toEqual([
      ['Third', 'GRU', '7', '–', '3.1250', '27 Nov 2026, 17:05', '31 kB', 'here'],
      ['A title', 'LSTM', '12,345', '2.2500', '3.1250', '27 Nov 2026, 17:05', '2.3 MB', ''],
      ['A title', 'LSTM', '678', '2.2500', '–', '27 Nov 2026, 17:05', '2.3 MB', 'in another tab'],
    ]);
    expect(page.all<HTMLInputElement>('input[type=text]', table).map(({ value }) => value)).toEqual(
      ['', '', 'my run'],
    );
    const able = (words: string) =>
      page
        .all<HTMLButtonElement>('button', table)
        .filter((one) => one.getAttribute('aria-label')?.startsWith(words))
        .map(({ disabled }) => !disabled);
    expect([able('Open '), able('Delete ')]).toEqual([
      [false, true, true],
      [false, true, false],
    ]);
    await page.press('Delete A title, LSTM, step 12,345', table);
    const question = page.one('question-dialog');
    expect(page.text('h2', question)).toBe('Delete A title, LSTM, step 12,345?');
    expect(page.text('#text', question)).toMatch(/^It was trained for 12,345 steps\./);
    await page.press('Delete', question);
    expect(page.lastSent('runs.delete')).toEqual({ type: 'runs.delete', ids: ['a'] });
    await page.press('Open A title, LSTM, step 12,345', table);
    expect(page.lastSent('run.read')?.file).toEqual({ kept: 'a' });
  }),

  'names of kept runs': onPage(async (page) => {
    const panel = await openList(page);
    const [, , named] = page.all<HTMLInputElement>('input[type=text]', panel);
    await page.enter(named, '  another ');
    expect(page.lastSent('runs.rename')).toEqual({
      ...{ type: 'runs.rename', id: 'b', name: 'another' },
    });
    const { name, title, cell, step } = runs[2];
    await page.say({
      type: 'runs.refused',
      problem: {
        code: 'not renamed',
        values: { name, title, cell, step, wanted: 'another', reason: 'it is full' },
      },
    });
    await page.say(listed());
    expect(page.text('[role=alert]', page.one('error-banner'))).toContain(
      'my run keeps its name: it could not be renamed to “another”: it is full. Delete kept runs',
    );
    expect(named.value).toBe('my run');
  }),

  'room for kept runs': onPage(async (page) => {
    const panel = await openList(page);
    expect(page.text('#room', panel)).toMatch(
      /^123 MB of 250 MB used\. The browser allows this page up to 12 GB\./,
    );
    const field = page.one<HTMLInputElement>('input[type=number]', panel);
    expect(field.value).toBe('250');
    await page.enter(field, '320');
    expect(page.lastSent('runs.budget')).toEqual({ type: 'runs.budget', bytes: 320_000_000 });
    await page.press('Back to 480 MB', panel);
    expect(page.lastSent('runs.budget')).toEqual({ type: 'runs.budget', bytes: null });
    await page.say(listed({ budgetBytes: 480e6, usedBytes: 98_760_000, quotaBytes: null }));
    expect(page.text('#room', panel)).toMatch(/^98\.8 MB of 480 MB used\. When/);
    expect(page.texts('.room button', panel)).toEqual([]);
  }),

  'compared runs': onPage(
    async (page) => {
      const losses = { firstStep: 1, losses: Float32Array.of(4, 3), norms: Float32Array.of(1, 1) };
      const validation = (step: number, loss: number): WorkerMessage => ({
        type: 'validation.result',
        result: { step, loss, tokens: 10, total: 20 },
      });
      await page.say(
        { type: 'training.losses', run: losses },
        ...[validation(1, 3.75), validation(2, 2.875), progressOf({ step: 2468 })],
      );
      const panel = await openList(page);
      await compare(page, panel);
      const chart = () =>
        chartIn(page, 'Training and validation loss by step', { below: 'Gradient norm by step' });
      expectCurve(chart().curve('--kept-1'), [
        [1, 4],
        [2, 10 / 3],
        [3, 8 / 3],
        [4, 2.6],
      ]);
      expectCurve(chart().curve('--kept-1', true), curvesOf.a.validations);
      expect(page.texts('.compared li', page.one('loss-panel'))).toEqual([
        'A title, LSTM, step 12,345 ✕',
      ]);
      const rows = rowsIn(page, page.one('table', page.one('run-comparison')));
      const differing = Object.fromEntries(rows.map(([label, ...values]) => [label, values]));
      expect(rows[0]).toEqual(['', 'Current run', 'A title, LSTM, step 12,345']);
      expect(differing).toMatchObject({
        Text: ['Alice’s Adventures in Wonderland', 'A title'],
        'Hidden size': ['48', '96'],
        'Held out': ['10 %', '20 %'],
        Optimizer: ['Adam', 'SGD'],
        Step: ['2,468', '12,345'],
        'Validation loss': ['2.8750', '3.1250'],
      });
      // what is alike is not there
      expect(Object.keys(differing)).not.toContain('Layers');
      await page.press('Save curves as CSV');
      const [head, ...lines] = (await page.downloads[0].file.text()).trim().split('\n');
      expect(head.split(',"')[1]).toMatch(/^loss of A title, LSTM, step 12,345"/);
      const cells = lines.map((line) => line.split(','));
      const compared = cells.map((row) =>
        row.slice(-3).map((cell) => cell && Number(cell).toFixed(4)),
      );
      expect(compared).toEqual([
        ['', '', '4.5000'],
        ['4.0000', '4.0000', ''],
        ['3.0000', '3.3333', '3.5000'],
        ['2.0000', '2.6667', ''],
        ['2.5000', '2.6000', '2.2500'],
      ]);
      expect(cells.map((row) => row[5])).toEqual(['', '3.75', '2.875', '', '']);
      // it went on in another tab
      const asked = () => page.sent.filter(({ type }) => type === 'runs.curves').length;
      await page.say(listed());
      expect(asked()).toBe(1);
      await page.say(listed({ runs: [runs[0], run({ step: 12346 }), runs[2]] }));
      expect(asked()).toBe(2);
      await page.say(listed());
      await page.press('Go back to A title, LSTM, step 12,345', page.one('run-comparison'));
      expect(page.lastSent('run.read')?.file).toEqual({ kept: 'a' });
      // the present run is no other one, and what is gone from the list is compared no more
      await page.say(listed({ runs: [runs[0], run({ use: 'here' }), runs[2]] }));
      expect(page.all('table', page.one('run-comparison'))).toEqual([]);
      await page.say(listed({ runs: [runs[0], runs[2]] }));
      expect(page.all('table', page.one('run-comparison'))).toEqual([]);
    },
    { hash: '#v=1&hidden=48' },
  ),

  'colours of compared runs': onPage(async (page) => {
    const panel = await openList(page);
    const validated = (colour: string) =>
      chartIn(page, 'Training and validation loss by step', {
        below: 'Gradient norm by step',
      }).curve(colour, true);
    await compare(page, panel, 'b');
    await compare(page, panel, 'a');
    // in the list as the runs are listed, else as they were chosen
    expect(swatchesIn(page)).toEqual({
      list: ['kept-2', 'kept-1'],
      legend: ['kept-1', 'kept-2'],
      table: ['now', 'kept-1', 'kept-2'],
    });
    expectCurve(validated('--kept-1'), curvesOf.b.validations);
    expectCurve(validated('--kept-2'), curvesOf.a.validations);
    expect(page.texts('thead bdi', page.one('run-comparison'))).toEqual([
      ...['Current run', 'my run', 'A title, LSTM, step 12,345'],
    ]);
    await page.press('Stop comparing my run');
    expect(swatchesIn(page).list).toEqual(['kept-2']);
    // the colour that became free; and its curves are read again
    await compare(page, panel, 'b');
    expect(swatchesIn(page).legend).toEqual(['kept-2', 'kept-1']);
    expectCurve(validated('--kept-1'), curvesOf.b.validations);
    expectCurve(validated('--kept-2'), curvesOf.a.validations);
  }),

  'an earlier run is offered': onPage(async (page) => {
    await page.say(listed({ runs: [runs[0], runs[2]] }));
    const offer = () => page.one('run-offer');
    expect(page.all('section', offer())).toEqual([]);
    // one that another tab has made since is not an earlier one
    await page.say(listed());
    expect(page.all('section', offer())).toEqual([]);
    // nor is one that another tab trains offered
    await page.say(listed({ runs: [run({ id: 'b', use: 'elsewhere' })] }));
    expect(page.all('section', offer())).toEqual([]);
    await page.say(listed({ runs: [runs[0], run({ id: 'b', step: 678 })] }));
    expect(page.text('section', offer())).toMatch(/step 678\b/);
    const latest = run({ id: 'b', name: 'my run', cell: 'gru', step: 1_234_567 });
    await page.say(listed({ runs: [latest] }));
    expect(page.text('[role=status]', offer())).toMatch(
      /^The run my run \(GRU\) was kept at step 1,234,567\./,
    );
    await page.press('Continue from step 1,234,567', offer());
    expect(page.lastSent('run.read')?.file).toEqual({ kept: 'b' });
  }),

  'the newest of several runs is offered': onPage(async (page) => {
    const [newest, older] = [run({ id: 'new', step: 222 }), run({ id: 'old', step: 333 })];
    await page.say(listed({ runs: [newest, older] }));
    expect(page.text('section', page.one('run-offer'))).toMatch(/step 222\b/);
    await page.say(listed({ runs: [{ ...newest, use: 'elsewhere' }, older] }));
    expect(page.text('section', page.one('run-offer'))).toMatch(/step 333\b/);
  }),

  'runs that went for room': onPage(async (page) => {
    await page.say({ type: 'runs.dropped', runs: [runs[1], runs[0]], budgetBytes: 123_400_000 });
    expect(page.text('playground-app')).toContain(
      'To stay within 123 MB, the oldest unnamed runs were removed: A title, LSTM, step 12,345; Third, GRU, step 7.',
    );
    const many = Array.from({ length: 7 }, () => runs[2]);
    await page.say({ type: 'runs.dropped', runs: many, budgetBytes: 123_400_000 });
    expect(page.text('playground-app')).toContain('my run; and 4 more. Name a run to keep it.');
  }),
};
