/** The gates panel: which gate stands in which row, which unit in which line of pixels, how large. */
import { expect } from 'vitest';
import type { GatesFrame } from '../../protocol/frames.ts';
import { expectHeatMap, shareOfColour, type Theme } from './heat-colours.ts';
import { gateText } from '../../ui/words/gate-texts.ts';
import { cellInfo, gatesFrameOf, netOf, progressOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

type Trace = GatesFrame['traces'][number];

/** What stands in the rows, by the id that the worker sends. */
const rowWords: Record<string, string> = {
  update: 'Γu update',
  reset: 'Γr reset',
  forget: 'Γf forget',
  output: 'Γo output',
  candidate: 'c̃ candidate',
  cell: 'c memory',
};
const activations: Record<string, string> = {
  'rnn-tanh': 'a activation',
  'rnn-relu': 'a activation',
  lstm: 'a activation',
  'lstm-peephole': 'a activation',
};
const gates = ['update', 'reset', 'forget', 'output'];

const largestOf = ({ values }: Trace) => Math.max(...[...values].map(Math.abs));

/** The ends of the colours: a gate goes from 0 to 1, the memory of an LSTM and ReLU anywhere. */
function scaleOf(cell: string, trace: Trace): readonly [low: number, high: number] {
  if (gates.includes(trace.id)) return [0, 1];
  const isFree = trace.id === 'cell' || (cell === 'rnn-relu' && trace.id === 'hidden');
  const high = isFree ? largestOf(trace) : 1;
  return [-high, high];
}

const shownOf = ({ traces }: GatesFrame) => traces.filter(({ id }) => id !== 'recall');
const traceOf = ({ traces }: GatesFrame, id: string) => traces.find((trace) => trace.id === id)!;

/** Units, the one with the largest score first. */
export function orderBy(
  { hiddenSize, tokens }: GatesFrame,
  { values }: Trace,
  score: (own: number[]) => number,
): number[] {
  const scores = Array.from({ length: hiddenSize }, (_, unit) =>
    score(tokens.map((_, at) => values[at * hiddenSize + unit])),
  );
  return scores.map((_, unit) => unit).sort((one, other) => scores[other] - scores[one]);
}
const mean = (own: number[]) => own.reduce((sum, value) => sum + value, 0) / own.length;
export const variance = (own: number[]) => mean(own.map((value) => (value - mean(own)) ** 2));

async function show(page: StagedPage, frame: GatesFrame): Promise<void> {
  await page.show('gates', frame);
}

function expectMaps(
  page: StagedPage,
  frame: GatesFrame,
  cell: string,
  order: number[],
  theme: Theme = 'light',
): void {
  const traces = shownOf(frame);
  const maps = page.all('gate-map');
  expect(maps.length).toBe(traces.length);
  traces.forEach((trace, at) => {
    const canvas = page.one('canvas', maps[at]);
    expect(canvas.getAttribute('data-trace')).toBe(trace.id);
    const scale = scaleOf(cell, trace);
    expectHeatMap(page.drawingOf(canvas), frame, trace.values, order, scale, theme);
  });
}

/** The middle of a value of a picture, as large as the panel has made them. */
function placeIn(map: HTMLElement, row: number, column: number): [x: number, y: number] {
  const size = (name: string) => parseFloat(map.style.getPropertyValue(name));
  return [(column + 0.5) * size('--cell-width'), (row + 0.5) * size('--row-height')];
}

const rowsOf = (cell: string) =>
  onPage(
    async (page) => {
      const frame = gatesFrameOf(cell);
      await page.set('unitOrder', 'index');
      await show(page, frame);
      const panel = page.one('gates-panel');
      const words = { ...rowWords, hidden: activations[cell] ?? 'c = a activation' };
      expect(page.texts('.trace button', panel)).toEqual(
        shownOf(frame).map(({ id }) => words[id as keyof typeof words]),
      );
      // what a mark says is of the gate that it stands beside
      const marks = page.all<HTMLElement & { name: string; text: string }>(
        '.trace help-mark',
        panel,
      );
      shownOf(frame).forEach(({ id }, at) => {
        const [symbol, ...name] = words[id as keyof typeof words].split(/ (?=\w+$)/);
        expect(marks[at].name).toBe(`${symbol}: ${name[0]}`);
        expect(marks[at].text).toBe(
          gateText(
            cellInfo(cell),
            cellInfo(cell).traces.find((trace) => trace.id === id)!,
          ),
        );
      });
      expect(page.texts('.characters span', panel)).toEqual(['a', 'b', '␣', 'c', '↵']);
      expectMaps(page, frame, cell, [0, 1, 2, 3]);
      await page.darken();
      expectMaps(page, frame, cell, [0, 1, 2, 3], 'dark');
    },
    { net: netOf(cell) },
  );

export const gatesChecks: Checks = {
  'gates of a plain unit': rowsOf('rnn-relu'),
  'gates of a GRU': rowsOf('gru'),
  'gates of a GRU that resets after': rowsOf('gru-reset-after'),
  'gates of an LSTM': rowsOf('lstm'),

  'gates in order': onPage(async (page) => {
    const frame = gatesFrameOf('lstm');
    const activation = traceOf(frame, 'hidden');
    // by index, mean, variance and size the units stand in orders of their own
    const rests = [0.9, -0.8, 0.1, -0.2];
    const swings = [0.05, 0.15, 0.6, 0.3];
    activation.values.forEach((_, at) => {
      activation.values[at] = rests[at % 4] + swings[at % 4] * (-1) ** Math.floor(at / 4);
    });
    const orders = { index: [0, 1, 2, 3], mean: [0, 2, 3, 1], variance: [2, 3, 1, 0] };
    for (const [by, score] of Object.entries({ mean, variance })) {
      const others = frame.traces.slice(0, -1).map((trace) => orderBy(frame, trace, score));
      expect(orderBy(frame, activation, score)).toEqual(orders[by as keyof typeof orders]);
      expect(others).not.toContainEqual(orders[by as keyof typeof orders]);
    }
    await show(page, frame);
    expectMaps(page, frame, 'lstm', orders.variance);
    for (const [by, order] of Object.entries(orders)) {
      await page.set('unitOrder', by);
      expectMaps(page, frame, 'lstm', order);
    }
    const [, forget] = page.all('.trace button', page.one('gates-panel'));
    await page.set('unitOrder', 'mean');
    await page.click(forget);
    const alone = traceOf(frame, 'forget');
    const [map] = page.all('gate-map');
    const canvas = page.one('canvas', map);
    expect(canvas.getAttribute('data-trace')).toBe('forget');
    const own = orderBy(frame, alone, mean);
    expectHeatMap(page.drawingOf(canvas), frame, alone.values, own, [0, 1]);
  }),

  'gate scales': onPage(async (page) => {
    const frame = gatesFrameOf('lstm');
    await show(page, frame);
    const panel = page.one('gates-panel');
    const high = Number(largestOf(traceOf(frame, 'cell')).toPrecision(3));
    expect(page.texts('colour-scale', panel)).toEqual(['Γ 0 1', 'c̃ a −1 1', `c −${high} ${high}`]);
    for (const theme of ['light', 'dark'] as const) {
      if (theme === 'dark') await page.darken();
      for (const scale of page.all('colour-scale', panel)) {
        const drawing = page.drawingOf(page.one('canvas', scale));
        for (const at of [0, 43, 85, 128, 170, 213, 255]) {
          const share = shareOfColour(drawing.colourAt(at, 0)!, theme);
          expect(Math.abs(share - at / 255), theme).toBeLessThan(0.005);
        }
      }
    }
  }),

  'pointed gate': onPage(async (page) => {
    const frame = gatesFrameOf('lstm');
    await show(page, frame);
    const order = orderBy(frame, traceOf(frame, 'hidden'), variance);
    const maps = page.all('gate-map');
    const symbols = ['Γu', 'Γf', 'Γo', 'c̃', 'c', 'a'];
    for (const [at, [row, column]] of [
      [0, 0],
      [3, 1],
      [1, 2],
      [2, 4],
      [0, 3],
      [1, 1],
    ].entries()) {
      const canvas = page.one('canvas', maps[at]);
      await page.pointAt(canvas, ...placeIn(maps[at], row, column));
      const value = shownOf(frame)[at].values[column * 4 + order[row]];
      const character = ['a', 'b', '␣', 'c', '↵'][column];
      expect(page.output('Gate value')).toBe(
        `${symbols[at]} unit ${order[row] + 1} at character ${column + 1} “${character}”: ${value.toFixed(4)}`,
      );
      expect(page.texts('.pointed:not(.mark)', page.one('gates-panel'))).toEqual([character]);
    }
    const canvas = page.one('canvas', maps[2]);
    const clicked = order.findIndex((unit, row) => unit !== row && row < 3);
    await page.pointAt(canvas, ...placeIn(maps[2], clicked, 3), 'click');
    await page.pointAt(canvas, 0, 0, 'pointerleave');
    expect(maps[2].style.getPropertyValue('--chosen-column')).toBe('3');
    await page.key(canvas, 'ArrowDown');
    const value = traceOf(frame, 'output').values[3 * 4 + order[clicked + 1]];
    expect(page.output('Gate value')).toBe(
      `Γo unit ${order[clicked + 1] + 1} at character 4 “c”: ${value.toFixed(4)}`,
    );
    const places = ['--row', '--column'].map((name) => maps[2].style.getPropertyValue(name));
    expect(places).toEqual([String(clicked + 1), '3']);
  }),

  'layer and line of the gates': onPage(async (page) => {
    expect(page.wished('gates')?.wish).toMatchObject({ line: 'the first line', layer: 1 });
    await page.press('Another line');
    expect(page.wished('gates')?.wish).toMatchObject({ line: 'a second line', layer: 1 });
    expect(page.control('line').value).toBe('a second line');
    const layers = page.all('option', page.control('layer', page.one('gates-panel')));
    expect(layers.map(({ textContent }) => textContent.trim())).toEqual(['1', '2']);
    await page.set('layer', 2);
    expect(page.wished('gates')?.wish).toMatchObject({ line: 'a second line', layer: 2 });
    await page.set('unitOrder', 'index');
    const second = gatesFrameOf('lstm', { layer: 2 });
    await show(page, second);
    // one of the other layer that was under way
    await page.showLate('gates', gatesFrameOf('lstm', { layer: 1 }));
    expectMaps(page, second, 'lstm', [0, 1, 2, 3]);
    // rows rest while a net trains, but not those of another layer
    await page.say(progressOf({ step: 7 }));
    for (const layer of [1, 2]) {
      await page.set('layer', layer);
      await page.set('unitOrder', 'mean');
      const frame = gatesFrameOf('lstm', { layer });
      await show(page, frame);
      expectMaps(page, frame, 'lstm', orderBy(frame, traceOf(frame, 'hidden'), mean));
    }
  }),

  'characters left out': onPage(async (page) => {
    await show(page, gatesFrameOf('lstm', { skipped: ['é', ' ', '\t'] }));
    expect(page.text('.skipped', page.one('gates-panel'))).toBe(
      'Not in the vocabulary, left out: é ␣ ⇥',
    );
  }),

  'pinned gates': onPage(async (page) => {
    await page.set('unitOrder', 'index');
    await show(page, gatesFrameOf('lstm'));
    const pins = page.one('gate-pins');
    expect(page.texts('.row label', pins)[0]).toBe('of unit of 4');
    expect(page.texts('select option', pins)).toEqual(['Γu', 'Γf', 'Γo']);
    await page.enter(page.one('select[aria-label="Gate to pin"]', pins), 'forget');
    await page.enter(page.one('input[aria-label="Unit to pin"]', pins), '3');
    await page.press('Pin to 0', pins);
    await page.enter(page.one('select[aria-label="Gate to pin"]', pins), 'output');
    await page.enter(page.one('input[aria-label="Unit to pin"]', pins), '2');
    await page.press('Pin to 1', pins);
    expect(page.lastSent('gates.pin')!.pins).toEqual([
      { layer: 1, gate: 'forget', unit: 2, hold: 'zero' },
      { layer: 1, gate: 'output', unit: 1, hold: 'one' },
    ]);
    const frame = gatesFrameOf('lstm', { loss: 2.25, pinned: 1234 });
    const free = shownOf(frame).map(({ id, values }, at) => ({
      id,
      values: values.map((value, index) => value - 0.01 * (at + 1) * (index - 7)),
    }));
    await show(page, { ...frame, unpinned: { traces: free, loss: 1.75 } });
    expect(page.output('Effect of the pins')).toBe(
      'Loss of the line 1.7500 → 2.2500 (+0.5000) with 1,234 gates pinned.',
    );
    expect(page.texts('li', pins)).toEqual(['Γf unit 3 of layer 1: 0', 'Γo unit 2 of layer 1: 1']);
    const held = page
      .all('gate-map')
      .map((map) =>
        page
          .all('.held rect', map)
          .map((rect) => [rect.getAttribute('y'), rect.getAttribute('height')]),
      );
    expect(held).toEqual([[], [['50.000%', '25.000%']], [['25.000%', '25.000%']], [], [], []]);
    await page.set('unitOrder', 'variance');
    const order = orderBy(frame, traceOf(frame, 'hidden'), variance);
    const rowOf = (unit: number) => `${(order.indexOf(unit) * 25).toFixed(3)}%`;
    const heldIn = (at: number) =>
      page.all('.held rect', page.all('gate-map')[at]).map((rect) => rect.getAttribute('y'));
    expect([heldIn(1), heldIn(2)]).toEqual([[rowOf(2)], [rowOf(1)]]);
    await page.set('unitOrder', 'index');
    await page.tick(page.one('ul + label input[type=checkbox]', pins), true);
    shownOf(frame).forEach(({ values }, at) => {
      const difference = values.map((value, index) => value - free[at].values[index]);
      const high = Math.max(...difference.map(Math.abs));
      const canvas = page.one('canvas', page.all('gate-map')[at]);
      expectHeatMap(page.drawingOf(canvas), frame, difference, [0, 1, 2, 3], [-high, high]);
    });
    expect(page.texts('colour-scale', page.one('gates-panel'))).toEqual(
      shownOf(frame).map(({ id, values }, at) => {
        const high = Math.max(...values.map((value, i) => Math.abs(value - free[at].values[i])));
        const words = Number(high.toPrecision(3));
        return `Δ${rowWords[id]?.split(' ')[0] ?? 'a'} −${words} ${words}`;
      }),
    );
    await show(page, { ...frame, loss: 1.5, pinned: 1, unpinned: { traces: free, loss: 1.75 } });
    expect(page.output('Effect of the pins')).toBe(
      'Loss of the line 1.7500 → 1.5000 (−0.2500) with 1 gate pinned.',
    );
    await page.set('layer', 2);
    await show(page, gatesFrameOf('lstm', { layer: 2 }));
    // they are held in the other layer
    expect([0, 1, 2].map(heldIn)).toEqual([[], [], []]);
    await page.press('Round all gates', pins);
    await show(page, { ...frame, layer: 2, unpinned: { traces: free, loss: 1.75 } });
    expect(page.texts('ul[aria-label="Pinned gates"] li', pins)).toEqual([
      ...['…', 'Γo layer 1: rounded', 'Γu layer 2: rounded'],
      ...['Γf layer 2: rounded', 'Γo layer 2: rounded'],
    ]);
    expect(page.lastSent('gates.pin')!.pins).toEqual(
      [1, 2].flatMap((layer) =>
        ['update', 'forget', 'output'].map((id) => ({
          ...{ layer, gate: id, unit: null, hold: 'rounded' },
        })),
      ),
    );
  }),
};
