/** Gradients through time: the map, the curves over the lag, what one step back does, in numbers and words. */
import { expect } from 'vitest';
import type { GradientFrame } from '../../protocol/frames.ts';
import { shareOfMagnitude, type Theme } from './heat-colours.ts';
import { netOf } from './messages.ts';
import { chartIn, type Checks, expectCurve, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

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

export const gradientFrame = (
  layer: number,
  changes: Partial<GradientFrame> = {},
): GradientFrame => ({
  ...{ step: 12345, layer, direction: 0, directions: 1, isOnce: false, cell: 'lstm' },
  ...{ tokens: [...'ab c'], cut: 0 },
  ...{ gradients: { input, state, memory, line }, ...changes },
});

async function showGradient(page: StagedPage, layer = 1): Promise<void> {
  await page.show('gradient', gradientFrame(layer));
}

/** Frames of the layers beside this one that were under way: nothing of them shows. */
async function showOthers(page: StagedPage, layer: number): Promise<void> {
  const other = { step: 23456, gradients: null };
  for (const beside of [layer + 1, layer - 1]) {
    await page.showLate('gradient', gradientFrame(beside, other));
  }
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

export const gradientChecks: Checks = {
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
        `The loss still depends on ${things} 2 characters back, the farthest measured: ${left} of the gradient is left. Mean Γf 0.54.`,
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
    expect(page.wished('gradient')?.wish).toMatchObject({ line: 'the first line', layer: 2 });
  }),

  'gradient through a GRU': onPage(
    async (page) => {
      await page.openTab('through-time');
      const grown = Float32Array.from(input, (norm, at) => (at === 2 ? 900 : norm));
      const frame = gradientFrame(1, {
        ...{ cell: 'gru', cut: 12, gradients: { input: grown, state, memory: null, line } },
      });
      await page.show('gradient', frame);
      const panel = page.one('through-time-panel');
      const by = page.control('gradientBy');
      const choices = () => page.texts('option', by);
      expect(choices()).toEqual(['input x', 'memory c = a']);
      expect(page.text('.foot .faint', panel)).toBe('Measured: the last 4 characters of the line.');
      await page.set('gradientBy', 'input');
      expect(page.output('Gradient in words')).toMatch(
        /^The gradient explodes: for inputs 2 characters back it is 180 times .* Mean 1 − Γu 0\.54\.$/,
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
      expect(page.output('Gradient in words')).toBe('The net’s gradient appears here.');
      const gradients = { input, state, memory: null, line: null };
      await page.show('gradient', gradientFrame(1, { cell: 'rnn-tanh', step: 7, gradients }));
      expect(choices()).toEqual(['input x', 'state a']);
      expect(page.texts('ul[aria-label=Curves] li', panel)).toEqual([
        ...['RNN (tanh), step 7', 'GRU, step 12,345 ✕'],
      ]);
      expect(page.text('.factors .caption', panel)).toBe('factor of one step back, by a');
      expect(page.output('Gradient in words')).not.toMatch(/Mean/);
      // 12,345 of it are left of a million
      const faint = Float32Array.from(input, (norm, at) => (at === 2 ? 5 / 81_000_000 : norm));
      await page.show(
        'gradient',
        gradientFrame(1, { cell: 'rnn-tanh', step: 8, gradients: { ...gradients, input: faint } }),
      );
      expect(page.output('Gradient in words')).toBe(
        'The loss barely depends on inputs more than 1 character back: at 2, 1 part in 81 million of the gradient is left.',
      );
      const chart = page.one('canvas', page.one('line-chart[label="Gradient norm by lag"]', panel));
      await page.pointAt(chart, 55, 120, 'mousemove');
      const tooltip = page.drawingOf(chart).words.map(({ text }) => text);
      expect(tooltip.filter((text) => /^(step|lag) /.test(text))).toEqual([
        expect.stringMatching(/^lag [012]$/),
      ]);
      await page.press('Remove GRU, step 12,345', panel);
      expect(page.texts('ul[aria-label=Curves] li', panel)).toEqual(['RNN (tanh), step 8']);
      // of more than six the oldest go
      for (let step = 9; step < 17; step++) {
        await page.press('Keep this curve', panel);
        await page.show('gradient', gradientFrame(1, { cell: 'rnn-tanh', step, gradients }));
      }
      expect(page.texts('ul[aria-label=Curves] li', panel)).toEqual([
        'RNN (tanh), step 16',
        ...[10, 11, 12, 13, 14, 15].map((step) => `RNN (tanh), step ${step} ✕`),
      ]);
      const colours = page.all('ul[aria-label=Curves] i', panel).map(({ className }) => className);
      expect(new Set(colours).size).toBe(7);
    },
    { net: netOf('gru', { layers: 1 }) },
  ),
};
