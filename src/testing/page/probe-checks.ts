/** What is measured of a net: statistics of its gates, gradients through time. */
import { expect } from 'vitest';
import type {
  GateStatistics,
  GradientFrame,
  StatisticsFrame,
  WorkerMessage,
} from '../../worker/protocol.ts';
import { shareOfMagnitude, type Theme } from './heat-colours.ts';
import { netOf } from './messages.ts';
import { chartIn, type Checks, expectCurve, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const histogramWith = (shares: Record<number, number>) =>
  Array.from({ length: 40 }, (_, bin) => shares[bin] ?? 0);

const gate = (id: string, changes: Partial<GateStatistics>): GateStatistics => ({
  id,
  low: 0,
  high: 0,
  shut: 0,
  histogram: histogramWith({ 20: 1 }),
  reach: 10,
  ...changes,
});

export const statistics: StatisticsFrame = {
  step: 12345,
  characters: 6789,
  isHeldOut: true,
  layers: [
    {
      gates: [
        gate('update', {
          low: 0.125,
          high: 0.0625,
          shut: 0.03125,
          histogram: histogramWith({ 0: 0.25, 12: 0.5, 39: 0.25 }),
        }),
        gate('forget', { low: 0.375, high: 0.1875 }),
        gate('candidate', { low: 0.4375, high: 0.3125, reach: 4 }),
        gate('output', { low: 0.5625, high: 0.21875 }),
      ],
      memory: Float32Array.of(2.5, 1234, NaN, 31.25),
    },
    {
      gates: [
        gate('update', { low: 0.6875, high: 0.015625 }),
        gate('forget', { low: 0.71875, high: 0.28125 }),
        gate('candidate', { low: 0.8125, high: 0.1875, reach: 4 }),
        gate('output', { low: 0.9375, high: 0.046875 }),
      ],
      memory: Float32Array.of(Infinity, 5, 60, 700),
    },
  ],
};

const shares = (page: StagedPage) =>
  rowsIn(page, page.one('.shares table', page.one('statistics-panel'))).map((row) =>
    row.filter((cell) => cell !== ''),
  );

/** Of a line of three losses: entry k · 3 + t. */
const input = Float32Array.of(1, 0.4, 0.02, 0, 2, 0.1, 0, 0, 5);
const state = Float32Array.of(4, 0.8, 0.03, 0, 1, 0.6, 0, 0, 2);
const memory = Float32Array.of(3, 1.5, 0.6, 0, 2, 0.5, 0, 0, 1);
/** What the gates alone leave, what one step keeps and adds, the mean of the gate; per entry. */
const line = Float32Array.from(
  [
    [3, 0.9, 0.3, 0.25],
    [0.3, 0, 0, 0],
    [0.06, 0, 0, 0],
    [0, 0, 0, 0],
    [2, 1.2, 0.4, 0.5],
    [0.2, 0.3, 0.25, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [1, 0.7, 0.35, 0.875],
  ].flat(),
);

/** What may be differentiated by, its norms, and its curve over the lag. */
const byWhat = {
  input: {
    symbol: 'x',
    things: 'inputs',
    norms: input,
    lags: [1, 0.5 / 7, 0.02 / 5],
    left: '0.4 %',
  },
  state: {
    symbol: 'a',
    things: 'activations',
    norms: state,
    lags: [1, 1.4 / 3, 0.03 / 2],
    left: '1.5 %',
  },
  memory: {
    symbol: 'c',
    things: 'memory states',
    norms: memory,
    lags: [1, 2 / 3, 0.6],
    left: '60 %',
  },
};

const gradientFrame = (layer: number, changes: Partial<GradientFrame> = {}): WorkerMessage => ({
  type: 'gradient.frame',
  frame: {
    ...{ step: 12345, layer, cell: 'lstm', characters: [...'ab c'], cut: 0 },
    ...{ gradients: { input, state, memory, line }, ...changes },
  },
});

async function showGradient(page: StagedPage, layer = 1): Promise<void> {
  await page.say(gradientFrame(layer));
}

/** Frames of the layers beside this one that were under way: nothing of them shows. */
async function showOthers(page: StagedPage, layer: number): Promise<void> {
  const other = { step: 23456, gradients: null };
  await page.say(gradientFrame(layer + 1, other), gradientFrame(layer - 1, other));
}

/** Six orders of magnitude up to the next power of ten; nothing where the loss comes before. */
function expectGradientMap(page: StagedPage, norms: Float32Array, theme: Theme = 'light'): void {
  const panel = page.one('through-time-panel');
  const scale = page.one('colour-scale', panel);
  const [low, high] = ['low', 'high'].map((end) => Number(scale.getAttribute(end)));
  expect([low, high]).toEqual([1e-5, 10]);
  const legend = page.drawingOf(page.one('canvas', scale));
  for (const at of [0, 128, 255]) {
    const share = shareOfMagnitude(legend.colourAt(at, 0)!, theme);
    expect(Math.abs(share - at / 255), theme).toBeLessThan(0.01);
  }
  const drawing = page.drawingOf(page.one('canvas', page.one('gradient-map', panel)));
  for (let t = 0; t < 3; t++) {
    for (let k = 0; k < 3; k++) {
      const colour = drawing.colourAt(k, t);
      if (k > t) expect(colour).toBeNull();
      else {
        const share = Math.log(norms[k * 3 + t] / low) / Math.log(high / low);
        const got = shareOfMagnitude(colour!, theme);
        expect(Math.abs(got - share), `${theme} ${k} ${t}`).toBeLessThan(0.01);
      }
    }
  }
}

export const probeChecks: Checks = {
  'gate statistics': onPage(async (page) => {
    await page.openTab('statistics');
    await page.say({ type: 'statistics.frame', frame: statistics });
    expect(shares(page)).toEqual([
      ['below 0.1', 'above 0.9'],
      ['layer 1'],
      ['Γu', '12.5 %', '6.3 %'],
      ['Γf', '37.5 %', '18.8 %'],
      ['c̃', '43.8 %', '31.3 %'],
      ['Γo', '56.3 %', '21.9 %'],
      ['layer 2'],
      ['Γu', '68.8 %', '1.6 %'],
      ['Γf', '71.9 %', '28.1 %'],
      ['c̃', '81.3 %', '18.8 %'],
      ['Γo', '93.8 %', '4.7 %'],
    ]);
    const panel = page.one('statistics-panel');
    const bars = page
      .all('.bar svg', panel)
      .map((bar) =>
        page.all('rect', bar).map((rect) => [rect.getAttribute('x'), rect.getAttribute('width')]),
      );
    expect(bars[0]).toEqual([
      [null, '12.50%'],
      ['93.75%', '6.25%'],
    ]);
    expect(page.texts('p.faint', panel)[1]).toBe(
      'Over the first 6,789 held-out characters, at step 12,345.',
    );
    expect(page.texts('h3', panel)).toEqual([
      'Preactivations of Γu, layer 1',
      'Memory length of each unit, layer 1',
    ]);
    const [histogram, memories] = page.all('bar-chart', panel);
    // ln(0.01 / 0.99) from −10 to 10
    expect(page.one('line.mark', histogram).getAttribute('x1')).toBe('27.024%');
    expect(page.texts('.foot', histogram)).toEqual(['≤ −10', '−5', '0', '5', '≥ 10']);
    expect(page.all('rect.set', histogram)).toHaveLength(11);
    expect(page.texts('text.tick', histogram)).toEqual(['0.0 %', '50.0 %']);
    const shown = () =>
      page.all('button[aria-pressed=true]', panel).map((one) => one.getAttribute('aria-label'));
    expect(shown()).toEqual(['Preactivations of Γu, layer 1']);
    expect(page.texts('text.tick', memories)).toEqual(['1', '10', '100', '1,000', '10,000']);
    const [preactivations, lengths] = page.all('.picture table', panel);
    const bins = rowsIn(page, preactivations);
    expect(bins[1]).toEqual(['below −9.5', '25.0 %']);
    expect(bins[13]).toEqual(['−4 to −3.5', '50.0 %']);
    expect(bins[40]).toEqual(['above 9.5', '25.0 %']);
    expect(page.text('.picture.update p', panel)).toMatch(/Γu is under 0\.01: 3\.1 %/);
    expect(rowsIn(page, lengths)).toEqual([
      ['Unit', 'Remembers'],
      ['unit 2', '1,234 steps'],
      ['unit 4', '31 steps'],
      ['unit 1', '2.50 steps'],
    ]);
    expect(page.text('.picture.cell p', panel)).toMatch(
      /Γf.* Longest 1,234 steps, median 31 steps\./,
    );
    await page.press('Preactivations of c̃, layer 2', panel);
    expect(page.texts('h3', panel)).toEqual([
      'Preactivations of c̃, layer 2',
      'Memory length of each unit, layer 2',
    ]);
    expect(shown()).toEqual(['Preactivations of c̃, layer 2']);
    const after = page.all('.picture table', panel);
    expect(rowsIn(page, after[0])[21]).toEqual(['0 to 0.2', '100.0 %']);
    expect(rowsIn(page, after[1])[1]).toEqual(['unit 1', 'over 10,000 steps']);
    await page.say({ type: 'statistics.frame', frame: { ...statistics, isHeldOut: false } });
    expect(page.texts('p.faint', panel)[1]).toBe(
      'Over the text’s first 6,789 characters, at step 12,345.',
    );
  }),

  'gradient through time': onPage(async (page) => {
    await page.openTab('through-time');
    await showGradient(page);
    await showOthers(page, 1);
    const panel = page.one('through-time-panel');
    for (const [by, { symbol, things, norms, lags, left }] of Object.entries(byWhat)) {
      await page.set('gradientBy', by);
      expectGradientMap(page, norms);
      expect(page.text('.map .caption', panel)).toContain(`column ${symbol}⟨k⟩, row loss ⟨t⟩`);
      const curves = chartIn(page, 'Gradient norm by lag', { logY: true });
      const ofLags = (values: number[]) => values.map((value, lag) => [lag, value] as const);
      expectCurve(curves.curve('--series-train'), ofLags(lags));
      // the running product of the gates is dashed, in the same colour
      expectCurve(curves.curve('--series-train', true), ofLags([1, 0.5 / 3, 0.06]));
      expect(curves.references.map(({ words }) => words)).toEqual(['1e-3: vanished']);
      expect(page.output('Gradient in words')).toBe(
        `The loss still sees ${things} 2 characters back, the farthest measured: ${left} of the gradient is left. Mean Γf 0.54.`,
      );
    }
    await page.darken();
    expectGradientMap(page, memory, 'dark');
    await page.set('gradientBy', 'state');
    const map = page.one('canvas', page.one('gradient-map', panel));
    await page.pointAt(map, 240, 230);
    expect(page.output('Gradient value')).toBe(
      '‖∂L⟨3⟩/∂a⟨2⟩‖ = 0.6: lag 1, 0.3 of lag 0; “b” read at 2, “c” predicted after 3',
    );
    const pointed = page
      .all('.characters span', panel)
      .map((one) => one.classList.contains('pointed'));
    expect(pointed).toEqual([false, true, false, true]);
    const factors = chartIn(page, 'Factor of one step back, by lag');
    // ‖g′‖ / ‖g‖ of the memory: (1.5 + 0.5) / (2 + 1) at lag 1, 0.6 / 0.5 at lag 2
    expectCurve(factors.curve('--series-train'), [
      [1, 2 / 3],
      [2, 1.2],
    ]);
    expectCurve(factors.curve('--gate-forget', true), [
      [1, 1.9 / 3],
      [2, 0.6],
    ]);
    expectCurve(factors.curve('--series-validation'), [
      [1, 0.75 / 3],
      [2, 0.5],
    ]);
  }),

  'curves kept of gradients': onPage(async (page) => {
    await page.openTab('through-time');
    await showGradient(page);
    await page.press('Keep this curve');
    await page.set('layer', 2);
    await showGradient(page, 2);
    await showOthers(page, 2);
    const panel = page.one('through-time-panel');
    const names = page.texts('ul[aria-label=Curves] li', panel);
    expect(names[0]).toBe('LSTM, layer 2, step 12,345');
    expect(names.slice(2)).toEqual(['LSTM, step 12,345 ✕']);
    for (const [by, { lags }] of Object.entries(byWhat)) {
      await page.set('gradientBy', by);
      const kept = chartIn(page, 'Gradient norm by lag', { logY: true }).curve('--kept-1');
      expectCurve(
        kept,
        lags.map((value, lag) => [lag, value] as const),
      );
    }
    expect(page.lastSent('gradient.watch')).toMatchObject({ line: 'the first line', layer: 2 });
  }),

  'statistics of a GRU': onPage(
    async (page) => {
      await page.openTab('statistics');
      const gates = [
        gate('reset', { low: 0.25 }),
        gate('update', { high: 0.75 }),
        gate('candidate', {}),
      ];
      const layers = [{ gates, memory: Float32Array.of(3, 4, 5, 6) }];
      await page.say({ type: 'statistics.frame', frame: { ...statistics, layers } });
      expect(shares(page)).toEqual([
        ['below 0.1', 'above 0.9'],
        ['Γr', '25.0 %', '0.0 %'],
        ['Γu', '0.0 %', '75.0 %'],
        ['c̃', '0.0 %', '0.0 %'],
      ]);
      const panel = page.one('statistics-panel');
      expect(page.text('.picture.cell p', panel)).toMatch(/\(1 − Γu\)/);
      // a share of time 1 − Γu is shut: the bars from the left, those from the right
      const ends = page.all('.bar svg', panel).map((bar) => {
        const [low, high] = page.all('rect', bar);
        return [low.getAttribute('width'), high.getAttribute('x'), high.getAttribute('width')];
      });
      expect(ends).toEqual([
        ['25.00%', '100.00%', '0.00%'],
        ['0.00%', '25.00%', '75.00%'],
        ['0.00%', '100.00%', '0.00%'],
      ]);
      // a unit without gates overwrites all of its memory
      await page.say({ type: 'net.ready', info: netOf('rnn-relu', { layers: 1 }) });
      const plain = [{ gates: [gate('hidden', { low: 0.375 })], memory: null }];
      await page.say({ type: 'statistics.frame', frame: { ...statistics, layers: plain } });
      expect(shares(page)).toEqual([
        ['below −0.9', 'above 0.9'],
        ['a', '37.5 %'],
      ]);
      expect(page.text('.shares p:not(.faint)', panel)).toBe('ReLU: how often it is at 0.');
      expect(page.text('.picture.cell', panel)).toMatch(/no gate on its memory/);
      expect(page.all('line.mark, rect.set', panel)).toEqual([]);
    },
    { net: netOf('gru', { layers: 1 }) },
  ),

  'gradient through a GRU': onPage(
    async (page) => {
      await page.openTab('through-time');
      const grown = Float32Array.from(input, (norm, at) => (at === 2 ? 900 : norm));
      const frame = gradientFrame(1, {
        ...{ cell: 'gru', cut: 12, gradients: { input: grown, state, memory: null, line } },
      });
      await page.say(frame);
      const panel = page.one('through-time-panel');
      const by = page.control('gradientBy');
      const choices = () => page.texts('option', by);
      expect(choices()).toEqual(['input x', 'memory c = a']);
      expect(page.text('.foot .faint', panel)).toBe('Measured: the last 4 characters of the line.');
      await page.set('gradientBy', 'input');
      expect(page.output('Gradient in words')).toMatch(
        /^The gradient explodes: by inputs 2 characters back it is 180 times .* Mean 1 − Γu 0\.54\.$/,
      );
      const references = () =>
        chartIn(page, 'Gradient norm by lag', { logY: true }).references.map(({ words }) => words);
      expect(references()).toEqual(['1e-3: vanished', '10: explodes']);
      expect(page.texts('ul[aria-label=Curves] li', panel)).toEqual([
        ...['GRU, step 12,345', 'gates alone: ∏ 1 − Γu'],
      ]);
      const factors = chartIn(page, 'Factor of one step back, by lag');
      expect(factors.curve('--gate-update', true).length).toBe(2);
      expect(page.text('.factors .caption', panel)).toBe('factor of one step back, by c');
      // a plain unit has no memory, and the curve of the net before stays
      await page.say({ type: 'net.ready', info: netOf('rnn-tanh', { layers: 1 }) });
      const gradients = { input, state, memory: null, line: null };
      await page.say(gradientFrame(1, { cell: 'rnn-tanh', step: 7, gradients }));
      expect(choices()).toEqual(['input x', 'state a']);
      expect(page.texts('ul[aria-label=Curves] li', panel)).toEqual([
        ...['RNN (tanh), step 7', 'GRU, step 12,345 ✕'],
      ]);
      expect(page.text('.factors .caption', panel)).toBe('factor of one step back, by a');
      expect(page.output('Gradient in words')).not.toMatch(/Mean/);
      await page.press('Remove GRU, step 12,345', panel);
      expect(page.texts('ul[aria-label=Curves] li', panel)).toEqual(['RNN (tanh), step 7']);
    },
    { net: netOf('gru', { layers: 1 }) },
  ),
};
