/** One unit of the cell in numbers: each from its own place in a frame. */
import { expect } from 'vitest';
import type { GatesFrame } from '../../protocol/frames.ts';
import { shareOfCss, type Theme } from './heat-colours.ts';
import { orderBy, variance } from './gates-checks.ts';
import { cellInfo, gatesFrameOf, netOf } from './messages.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const written = (value: number) => value.toFixed(4).replace('-', '−');
const logit = (value: number) => Math.log(value / (1 - value));

/** The frame's values of one unit, by trace: now, and of the time step before. */
function valuesOf(frame: GatesFrame, unit: number, timeStep: number) {
  const at = (id: string, time: number) =>
    frame.traces.find((trace) => trace.id === id)!.values[time * frame.hiddenSize + unit];
  return {
    now: (id: string) => at(id, timeStep),
    before: (id: string) =>
      timeStep > 0 ? at(id, timeStep - 1) : frame.starts.find((one) => one.id === id)!.values[unit],
  };
}

async function choose(page: StagedPage, unit: number, timeStep: number): Promise<void> {
  const panel = page.one('inside-panel');
  await page.enter(page.one('input[aria-label="Unit"]', panel), String(unit + 1));
  await page.enter(page.one('input[aria-label="Time step"]', panel), String(timeStep + 1));
}

/** What stands in the table: symbol, value, and within `how` the number that is decisive. */
function expectRows(
  page: StagedPage,
  expected: readonly (readonly [symbol: string, value: number, how: string])[],
): void {
  const rows = rowsIn(page, page.one('table', page.one('inside-panel')));
  expect(rows).toEqual(expected.map(([symbol, value, how]) => [symbol, written(value), how]));
}

/** In an LSTM: a wire is as wide and coloured as what it brings is large. */
function expectWires(
  page: StagedPage,
  frame: GatesFrame,
  [unit, timeStep]: readonly [unit: number, timeStep: number],
  theme: Theme = 'light',
): void {
  const { now, before } = valuesOf(frame, unit, timeStep);
  const memories = [...frame.traces.find(({ id }) => id === 'cell')!.values].map(Math.abs);
  const memory = Math.max(...memories);
  const brought: Record<string, [value: number, high: number]> = {
    cellBefore: [before('cell'), memory],
    forget: [now('forget'), 1],
    update: [now('update'), 1],
    candidate: [now('candidate'), 1],
    output: [now('output'), 1],
    keep: [before('cell') * now('forget'), Math.max(memory, 1)],
    write: [now('update') * now('candidate'), 1],
    add: [now('cell'), memory],
    squash: [Math.tanh(now('cell')), 1],
    show: [now('hidden'), 1],
  };
  const { wires: drawn } = cellInfo('lstm').diagram;
  const wires = page.all('path.wire', page.one('inside-panel'));
  expect(wires.length).toBe(drawn.length);
  drawn.forEach(([from], at) => {
    const [value, high] = brought[from];
    const share = Math.min(1, Math.abs(value) / high);
    expect(Number(wires[at].getAttribute('stroke-width')), from).toBeCloseTo(1.5 + 5 * share, 4);
    const isGate = ['forget', 'update', 'output'].includes(from);
    const expected = isGate ? value : (value / high + 1) / 2;
    const got = shareOfCss(wires[at].getAttribute('stroke')!, theme);
    expect(Math.abs(got - expected), from).toBeLessThan(0.02);
  });
}

/** A preactivation is shown with as many digits as a 32-bit number knows of it: four around 0. */
const inverse = (preactivation: number) => written(preactivation);

export const insideChecks: Checks = {
  'inside an LSTM': onPage(async (page) => {
    const frame = gatesFrameOf('lstm', { layer: 1 });
    await page.show('gates', frame);
    await page.openTab('inside');
    for (const [unit, timeStep] of [
      [2, 0],
      [1, 3],
    ]) {
      await choose(page, unit, timeStep);
      const { now, before } = valuesOf(frame, unit, timeStep);
      const from = timeStep > 0 ? `from time step ${timeStep}` : 'at the start';
      const gate = (id: string) => `= σ(${inverse(logit(now(id)))})`;
      const within = (value: number) => (value < 0 ? `(${written(value)})` : written(value));
      expectRows(page, [
        ['a⟨t−1⟩', before('hidden'), from],
        ['c⟨t−1⟩', before('cell'), from],
        ['Γf', now('forget'), gate('forget')],
        ['Γu', now('update'), gate('update')],
        ['c̃', now('candidate'), `= tanh(${inverse(Math.atanh(now('candidate')))})`],
        ['Γo', now('output'), gate('output')],
        [
          'c⟨t⟩',
          now('cell'),
          `= ${within(before('cell'))} * ${written(now('forget'))} + ${written(now('update'))} * ${within(now('candidate'))}`,
        ],
        ['a⟨t⟩', now('hidden'), `= tanh(${written(now('cell'))}) * ${written(now('output'))}`],
      ]);
      const symbol = ['a', 'b', '␣', 'c', '↵'][timeStep];
      const panel = page.one('inside-panel');
      expect(page.text('caption', panel)).toBe(
        `Unit ${unit + 1} of layer 1 at time step ${timeStep + 1} “${symbol}”, step 321`,
      );
      const words = page.texts('svg text', panel);
      expect(words).toContain(`x⟨t⟩ = ${symbol}`);
      expect(words).toContain('to layer 2');
      for (const [id, title] of Object.entries({
        ...{ forget: 'σ Γf', update: 'σ Γu', candidate: 'tanh c̃', output: 'σ Γo' },
      })) {
        expect(page.texts(`.gate.${id} text`, panel)).toEqual([title, written(now(id))]);
      }
      expect(page.texts('.fields label .faint', panel)).toEqual(['of 4', 'of 5']);
      const states = page.all('g.state', panel).map((state) => page.texts('text', state));
      expect(states).toEqual([
        ['a⟨t−1⟩', written(before('hidden'))],
        ['c⟨t−1⟩', written(before('cell'))],
        [`x⟨t⟩ = ${symbol}`],
        ['c⟨t⟩', written(now('cell'))],
        ['a⟨t⟩', written(now('hidden'))],
      ]);
      const operations = page.all('g.operation', panel).map((one) => page.texts('text', one));
      expect(operations).toEqual([
        ['*', written(before('cell') * now('forget'))],
        ['*', written(now('update') * now('candidate'))],
        ['+', written(now('cell'))],
        ['tanh', written(Math.tanh(now('cell')))],
        ['*', written(now('hidden'))],
      ]);
      expect(page.one('svg[role=img]', panel).getAttribute('aria-label')).toMatch(
        new RegExp(`^LSTM: unit ${unit + 1} of layer 1 at time step ${timeStep + 1}\\.`),
      );
    }
    expectWires(page, frame, [1, 3]);
    await page.darken();
    expectWires(page, frame, [1, 3], 'dark');
  }),

  'inside a GRU': onPage(
    async (page) => {
      await page.set('layer', 2);
      const frame = gatesFrameOf('gru', { layer: 2 });
      await page.show('gates', frame);
      await page.openTab('inside');
      await choose(page, 3, 2);
      const { now, before } = valuesOf(frame, 3, 2);
      const gate = (id: string) => `= σ(${inverse(logit(now(id)))})`;
      const within = (value: number) => (value < 0 ? `(${written(value)})` : written(value));
      expectRows(page, [
        ['c⟨t−1⟩', before('hidden'), 'from time step 2'],
        ['Γu', now('update'), gate('update')],
        ['Γr', now('reset'), gate('reset')],
        ['c̃', now('candidate'), `= tanh(${inverse(Math.atanh(now('candidate')))})`],
        [
          'c⟨t⟩ = a⟨t⟩',
          now('hidden'),
          `= ${within(before('hidden'))} * (1 − ${written(now('update'))}) + ${written(now('update'))} * ${within(now('candidate'))}`,
        ],
      ]);
      const words = page.texts('svg text', page.one('inside-panel'));
      expect(words).toContain('x⟨t⟩ = a of layer 1');
      expect(words).toContain('to ŷ⟨t⟩');
      // the gate of a plain unit is its state
      await page.say({ type: 'net.ready', info: netOf('rnn-tanh') });
      const plain = gatesFrameOf('rnn-tanh', { layer: 2 });
      await page.show('gates', plain);
      const own = valuesOf(plain, 3, 2);
      expectRows(page, [
        ['a⟨t−1⟩', own.before('hidden'), 'from time step 2'],
        ['a⟨t⟩', own.now('hidden'), `= tanh(${inverse(Math.atanh(own.now('hidden')))})`],
      ]);
    },
    { net: netOf('gru') },
  ),

  'inside a GRU that resets after': onPage(
    async (page) => {
      const frame = gatesFrameOf('gru-reset-after');
      await page.show('gates', frame);
      await page.openTab('inside');
      const panel = page.one('inside-panel');
      await choose(page, 1, 3);
      const { now, before } = valuesOf(frame, 1, 3);
      // what Γr lets through is a value that no picture shows
      const recalled = ['q', written(now('recall'))];
      const boxes = page.all('g.gate', panel).map((box) => page.texts('text', box));
      expect(boxes).toContainEqual(recalled);
      expect(rowsIn(page, page.one('table', panel))).toContainEqual([...recalled, '']);
      expect(page.texts('g.operation text', panel).slice(0, 2)).toEqual([
        ...['*', written(now('reset') * now('recall'))],
      ]);
      expect(page.texts('g.state.activation text', panel)).toEqual([
        ...['c⟨t−1⟩', written(before('hidden')), 'c⟨t⟩ = a⟨t⟩', written(now('hidden'))],
      ]);
    },
    { net: netOf('gru-reset-after') },
  ),

  'pointed unit inside': onPage(async (page) => {
    const frame = gatesFrameOf('lstm');
    const activation = frame.traces.find(({ id }) => id === 'hidden')!;
    const order = orderBy(frame, activation, variance);
    expect(order).not.toEqual([0, 1, 2, 3]);
    await page.show('gates', frame);
    await page.openTab('inside');
    const [map] = page.all<HTMLElement>('gate-map');
    const size = (name: string) => parseFloat(map.style.getPropertyValue(name));
    await page.pointAt(
      page.one('canvas', map),
      4.5 * size('--cell-width'),
      2.5 * size('--row-height'),
    );
    const panel = page.one('inside-panel');
    expect(page.text('caption', panel)).toContain(
      `Unit ${order[2] + 1} of layer 1 at time step 5 `,
    );
    await page.pointAt(
      page.one('canvas', map),
      1.5 * size('--cell-width'),
      0.5 * size('--row-height'),
      'click',
    );
    await page.pointAt(page.one('canvas', map), 0, 0, 'pointerleave');
    expect(page.text('caption', panel)).toContain(
      `Unit ${order[0] + 1} of layer 1 at time step 2 `,
    );
    const fields = page.all<HTMLInputElement>('input[type=number]', panel);
    expect(fields.map(({ value }) => value)).toEqual([String(order[0] + 1), '2']);
    await page.enter(fields[1], '3');
    await page.enter(fields[0], '4');
    expect(page.text('caption', panel)).toContain('Unit 4 of layer 1 at time step 3 ');
    // another line may be shorter
    await page.show('gates', gatesFrameOf('lstm', { tokens: ['a', 'b'] }));
    expect(page.text('caption', panel)).toContain('Unit 4 of layer 1 at time step 2 “b”');
    expect(fields.map(({ value, max }) => [value, max])).toEqual([
      ['4', '4'],
      ['2', '2'],
    ]);
  }),
};
