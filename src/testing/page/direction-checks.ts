/** A net whose layers read both ways: every panel shows the walk that is chosen, and says which. */
import type { WeightUse } from '../../protocol/frames.ts';
import { expect } from 'vitest';
import type { GradientFrame } from '../../protocol/frames.ts';
import { chartIn, type Checks, expectCurve, onPage, rowsIn } from './page-check.ts';
import { gatesFrameOf, netOf } from './messages.ts';
import type { StagedPage } from './staged-page.ts';
import { gate } from './statistics-checks.ts';

const words = ['Teddy', 'Roosevelt', 'was', 'here'];
const net = netOf('lstm', { directions: 2, outputSize: 3, embeddingSize: 5 });
const expected = words.map((_, at) => ({
  ...{ symbol: ['B-PER', 'I-PER', 'O', 'O'][at], probability: 0.5 + at / 8 },
  targetProbability: at < 3 ? 0.25 + at / 16 : null,
  target: at < 3 ? ['B-PER', 'I-PER', 'O'][at] : null,
}));
const frameOf = (direction: 0 | 1, layer = 1) =>
  gatesFrameOf('lstm', { layer, direction, tokens: words, hiddenSize: 4, expected });

const bothWays = (act: (page: StagedPage) => Promise<void>) => onPage(act, { net });

const walkOf = (page: StagedPage, view: 'gates' | 'gradient') => {
  const { layer, direction = 0 } = page.wished(view)!.wish;
  return [layer, direction];
};

/** Entry k · 4 + t: 1 at lag 0, and less on either side of it. */
const norms = (back: number, ahead: number) =>
  Float32Array.from({ length: 16 }, (_, at) => {
    const lag = (at % 4) - Math.floor(at / 4);
    return lag >= 0 ? back ** lag : ahead ** -lag;
  });
const gradientFrame = (direction: 0 | 1): GradientFrame => ({
  ...{ step: 12345, layer: 2, direction, directions: 2, isOnce: false, cell: 'lstm' },
  ...{ tokens: words, cut: 0 },
  gradients: {
    ...{ input: norms(0.1, 0.5), state: norms(0.25, 0.5), memory: norms(0.125, 0.75) },
    // what the walk keeps, by the side on which it was before: line, kept, rest, mean
    line: Float32Array.from({ length: 64 }, (_, at) => {
      const [k, t] = [at >> 4, (at >> 2) & 3];
      const lag = direction === 0 ? t - k : k - t;
      return lag < 0 ? 0 : [0.5 ** lag, 0.3, 0.2, 0.75][at & 3];
    }),
  },
});

export const directionChecks: Checks = {
  'gates of either direction': bothWays(async (page) => {
    const panel = page.one('gates-panel');
    await page.show('gates', frameOf(0));
    expect(walkOf(page, 'gates')).toEqual([1, 0]);
    const names = () => page.texts('.trace button', panel).map((name) => name.split(' ')[0]);
    expect(names()).toEqual(['Γu', 'Γf', 'Γo', 'c̃', '→c', '→a']);
    await page.set('direction', 'backward');
    expect(walkOf(page, 'gates')).toEqual([1, 1]);
    await page.show('gates', frameOf(1));
    expect(names()).toEqual(['Γu', 'Γf', 'Γo', 'c̃', '←c', '←a']);
    const map = page.all('gate-map')[5];
    await page.pointAt(page.one('canvas', map), 3, 3);
    expect(page.output('Gate value')).toMatch(/^←a unit \d at \w+ 1 “Teddy”: /);
    await page.set('layer', 2);
    expect(walkOf(page, 'gates')).toEqual([2, 1]);
    expect(page.fragment).toContain('direction=backward');
  }),

  'pins of either direction': bothWays(async (page) => {
    await page.show('gates', frameOf(0));
    const pins = page.one('gate-pins');
    const sent = () => page.lastSent('gates.pin')!.pins;
    await page.enter(page.one('select[aria-label="Gate to pin"]', pins), 'forget');
    await page.press('Pin to 1', pins);
    await page.set('direction', 'backward');
    await page.show('gates', frameOf(1));
    const held = () => page.all('.held rect', page.all('gate-map')[1]).length;
    expect(held()).toBe(0);
    await page.press('Pin to 0', pins);
    expect(sent()).toEqual([
      { layer: 1, gate: 'forget', unit: null, hold: 'one' },
      { layer: 1, direction: 1, gate: 'forget', unit: null, hold: 'zero' },
    ]);
    expect(page.texts('ul[aria-label="Pinned gates"] li', pins)).toEqual([
      ...['Γf layer 1 →: 1', 'Γf layer 1 ←: 0'],
    ]);
    expect(page.fragment).toContain('pins=1.forget.1,1b.forget.0');
    expect(held()).toBeGreaterThan(0);
    await page.press('Free', pins);
    expect(sent()).toEqual([{ layer: 1, gate: 'forget', unit: null, hold: 'one' }]);
    await page.press('Round all gates', pins);
    expect(sent().map(({ layer, direction = 0 }) => [layer, direction])).toEqual(
      [0, 1, 2, 3].flatMap((walk) => [0, 1, 2].map(() => [1 + (walk >> 1), walk & 1])),
    );
  }),

  'inside a unit of either direction': bothWays(async (page) => {
    await page.show('gates', frameOf(0));
    await page.openTab('inside');
    const panel = page.one('inside-panel');
    await page.enter(page.one('select[aria-label="Direction of the unit"]', panel), 'backward');
    expect(walkOf(page, 'gates')).toEqual([1, 1]);
    await page.set('layer', 2);
    const frame = frameOf(1, 2);
    await page.show('gates', frame);
    const valueOf = (id: string, unit: number, time: number) =>
      frame.traces.find((trace) => trace.id === id)!.values[time * 4 + unit];
    for (const timeStep of [1, 3]) {
      await page.enter(page.one('input[aria-label="Unit"]', panel), '3');
      await page.enter(page.one('input[aria-label="Time step"]', panel), String(timeStep + 1));
      const start = frame.starts.find(({ id }) => id === 'cell')!.values[2];
      const before = timeStep === 3 ? start : valueOf('cell', 2, timeStep + 1);
      const written = (value: number) => value.toFixed(4).replace('-', '−');
      const rows = rowsIn(page, page.one('table', panel));
      expect(rows[1]).toEqual([
        ...['←c⟨t+1⟩', written(before), timeStep === 3 ? 'at the end' : 'from time step 3'],
      ]);
      expect(rows[6].slice(0, 2)).toEqual(['←c⟨t⟩', written(valueOf('cell', 2, timeStep))]);
      expect(rows.map(([symbol]) => symbol)).toEqual([
        ...['←a⟨t+1⟩', '←c⟨t+1⟩', 'Γf', 'Γu', 'c̃', 'Γo', '←c⟨t⟩', '←a⟨t⟩'],
      ]);
      expect(page.text('caption', panel)).toBe(
        `Unit 3 of layer 2 ← at time step ${timeStep + 1} “${words[timeStep]}”, step 321`,
      );
    }
    const drawn = page.texts('svg[viewBox] text', panel);
    expect(drawn).toEqual(expect.arrayContaining(['←c⟨t+1⟩', '←a⟨t⟩']));
    expect(drawn).toEqual(expect.arrayContaining(['x⟨t⟩ = →a, ←a of layer 1']));
  }),

  'gradient in both directions': bothWays(async (page) => {
    await page.set('layer', 2);
    await page.openTab('through-time');
    const panel = page.one('through-time-panel');
    await page.show('gradient', gradientFrame(0));
    await page.set('gradientBy', 'memory');
    expect(page.text('.map .caption', panel)).toContain('column →c⟨k⟩, row loss ⟨t⟩');
    const sides = (back: number, ahead: number): [number, number][] =>
      [-3, -2, -1, 0, 1, 2, 3].map((lag) => [lag, lag < 0 ? ahead ** -lag : back ** lag]);
    const chart = () => chartIn(page, 'Gradient norm by lag', { logY: true });
    const alone = [1, 0.5, 0.25, 0.125];
    expectCurve(chart().curve('--series-train'), sides(0.125, 0.75));
    expectCurve(
      chart().curve('--series-train', true),
      alone.map((value, lag) => [lag, value]),
    );
    const factors = () => chartIn(page, 'Factor of one step back, by lag');
    expect(factors().curve('--series-train')[0].y).toBeCloseTo(0.125, 2);
    expect(page.output('Gradient in words')).toBe(
      'The answer depends on memory states of up to 3 characters before it and up to 3 characters after it. Mean Γf 0.75.',
    );
    // nothing is left out of the square
    const drawing = page.drawingOf(page.one('canvas', page.one('gradient-map', panel)));
    for (let at = 0; at < 16; at++) expect(drawing.colourAt(at & 3, at >> 2)).not.toBeNull();
    await page.press('Keep this curve');
    await page.enter(page.one('select[aria-label="Direction of the states"]', panel), 'backward');
    expect(walkOf(page, 'gradient')).toEqual([2, 1]);
    await page.show('gradient', gradientFrame(1));
    expect(page.text('.map .caption', panel)).toContain('column ←c⟨k⟩, row loss ⟨t⟩');
    expectCurve(chart().curve('--kept-1'), sides(0.125, 0.75));
    // the walk back comes from what is read later
    expectCurve(
      chart().curve('--series-train', true),
      alone.map((value, lag): [number, number] => [-lag, value]).reverse(),
    );
    expect(factors().curve('--series-train')[0].y).toBeCloseTo(0.75, 2);
    expect(page.texts('.factors li', panel)[0]).toContain('∂←c⟨t+1⟩');
    expect(page.texts('ul[aria-label=Curves] li', panel)).toEqual([
      ...['LSTM, layer 2 ←, step 12,345', 'gates alone: ∏ Γf', 'LSTM, layer 2 →, step 12,345 ✕'],
    ]);
    const map = page.one('canvas', page.one('gradient-map', panel));
    await page.pointAt(map, 230, 70);
    for (const key of ['ArrowUp', 'ArrowRight', 'ArrowRight']) await page.key(map, key);
    expect(page.output('Gradient value')).toBe(
      '‖∂L⟨1⟩/∂←c⟨4⟩‖ = 0.42: lag −3, 0.42 of lag 0; “here” read at 4, the answer given at 1, “Teddy”',
    );
    await page.show('gradient', { ...gradientFrame(1), gradients: null });
    expect(page.output('Gradient in words')).toBe(
      'This line has no labels, so there is no loss to differentiate.',
    );
  }),

  'statistics of either direction': bothWays(async (page) => {
    await page.openTab('statistics');
    const panel = page.one('statistics-panel');
    const layers = [0.125, 0.25, 0.375, 0.5].map((low, at) => ({
      gates: [gate('forget', { low, shut: low / 2 })],
      memory: Float32Array.of(2 + at, 3, 4, 5),
    }));
    const about = { step: 1, timeSteps: 2, rows: 1, isHeldOut: true };
    await page.show('statistics', { ...about, directions: 2, layers });
    expect(page.texts('th.layer', panel)).toEqual([
      ...['layer 1 →', 'layer 1 ←', 'layer 2 →', 'layer 2 ←'],
    ]);
    const heads = () => page.texts('h3', panel);
    expect(heads()).toEqual([
      ...['Preactivations of Γf, layer 1 →', 'Memory length of each unit, layer 1 →'],
    ]);
    await page.press('Preactivations of Γf, layer 2 ←', panel);
    expect(heads()).toEqual([
      ...['Preactivations of Γf, layer 2 ←', 'Memory length of each unit, layer 2 ←'],
    ]);
    expect(page.text('.picture p', panel.shadowRoot!.querySelectorAll('.picture')[0])).toContain(
      '25.0 %',
    );
    expect(walkOf(page, 'gates')).toEqual([2, 1]);
    await page.press('Preactivations of Γf, layer 1 →', panel);
    expect(walkOf(page, 'gates')).toEqual([1, 0]);
  }),

  'both directions unrolled': bothWays(async (page) => {
    // as many as find room
    const three = { tokens: words.slice(0, 3), expected: expected.slice(0, 3) };
    await page.show('gates', gatesFrameOf('lstm', three));
    await page.openTab('unrolled');
    const panel = page.one('unrolled-panel');
    expect(page.texts('.head', panel)).toEqual([
      ...['input', '7', 'embedding', '5', 'layer 1 →', '4 × LSTM', 'layer 1 ←', '4 × LSTM'],
      ...['layer 2 →', '4 × LSTM', 'layer 2 ←', '4 × LSTM', 'softmax', '3'],
    ]);
    expect(page.texts('.target', panel)).toEqual([
      ...['y = B-PER, 25 %', 'y = I-PER, 31 %', 'y = O, 38 %'],
    ]);
    expect(page.texts('.start text', panel)).toEqual(['→a⟨0⟩', '←a⟨4⟩', '→a⟨0⟩', '←a⟨4⟩']);
    const pressed = () =>
      page.all('rect[aria-pressed=true]', panel).map((box) => box.getAttribute('aria-label'));
    expect(pressed()).toEqual(['Layer 1, time step 1']);
    await page.pointAt(
      page.one('rect[aria-label="Layer 2 backward, time step 3"]', panel),
      0,
      0,
      'click',
    );
    await page.rest();
    expect(pressed()).toEqual(['Layer 2 backward, time step 3']);
    expect(walkOf(page, 'gates')).toEqual([2, 1]);
    const about = page.text('#about', panel);
    expect(about).toMatch(
      /Every layer reads the line from the left \(→\) and from the right \(←\)/,
    );
    expect(about).toMatch(/Sequences in a batch differ in length/);
    expect(about).not.toMatch(/what it predicts/);
  }),

  'weight of either direction': bothWays(async (page) => {
    await page.openTab('weight-check');
    const panel = page.one('weight-check-panel');
    const check = {
      ...{ value: 0.5, nudge: 0.01, loss: 2, above: 2.1, below: 1.9, slope: 0.1, gradient: 0.1 },
      ...{ rounding: 0.01, bend: 0.01, summands: [0.05, 0.02, 0.02, 0.01] },
    };
    const walk = { layer: 1, direction: 1 } as const;
    const use: WeightUse = {
      into: { ...walk, kind: 'gate', gate: 1, role: 'forget', symbol: 'Γf', unit: 1 },
      times: { ...walk, kind: 'state', state: 1, symbol: 'c', time: 'before', unit: 2 },
      sign: 1,
    };
    const place = { row: 5, column: 2 };
    const about = { step: 3, name: 'rnn.weight_hh_l1_reverse', place, tokens: words };
    const activation = 'softmax' as const;
    const measured = { check, agrees: true, use, symbol: null, activation };
    await page.show('weight', { ...about, measured, problem: null });
    expect(page.text('h3', panel)).toBe('∂L/∂w = Σₜ ∂L/∂ẑ⟨t⟩ · ←c⟨t+1⟩');
    const said = page.text('.sum p', panel);
    expect(said).toContain('multiplies ←c⟨t+1⟩ of unit 3 in layer 2 ←');
    expect(said).toContain('the preactivation of Γf of unit 2 in layer 2 ←');
    expect(page.texts('option', panel)).toContain('rnn.weight_ih_l1_reverse (16 × 8)');
    await page.show('weight', { ...about, place: null, measured: null, problem: null });
    expect(page.output('Verdict')).toMatch(/^This line has no labels/);
  }),
};
