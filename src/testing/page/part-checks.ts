/** A net that reads a source first: each panel shows the part that is chosen, or what leads through both. */
import { expect } from 'vitest';
import type { GradientFrame, WeightUse } from '../../protocol/frames.ts';
import { chartIn, type Checks, expectCurve, onPage } from './page-check.ts';
import { gatesFrameOf, translatorNetOf } from './messages.ts';
import type { StagedPage } from './staged-page.ts';
import { gate } from './statistics-checks.ts';

const net = translatorNetOf('lstm');
const ofPair = (act: (page: StagedPage) => Promise<void>) => onPage(act, { net });

/** Two time steps of a source before two of the answer: entry k · 2 + t is 2^−lag. */
const norms = (ahead: number) =>
  Float32Array.from({ length: 8 }, (_, at) => {
    const lag = 2 + (at & 1) - (at >> 1);
    return lag < 0 ? 0 : 0.5 ** lag * (at < 4 ? ahead : 1);
  });
const reach = (direction: 0 | 1): GradientFrame => ({
  ...{ step: 12345, layer: 1, direction, directions: 1, sourceDirections: 2, isOnce: false },
  ...{ cell: 'lstm', tokens: [...'pq', '0\u20d7', 'u', 'v'], cut: 0 },
  gradients: {
    source: 2,
    ...{ input: norms(1), state: norms(0.5), memory: norms(0.25) },
    // of the decoder alone: line, kept, rest, mean
    line: Float32Array.of(1, 0, 0, 0.5, 0.25, 0, 0, 0.5, 0, 0, 0, 0, 1, 0.3, 0.2, 0.75),
  },
});

export const partChecks: Checks = {
  'parts of a net': ofPair(async (page) => {
    await page.show('gates', gatesFrameOf('lstm'));
    const wish = () => page.wished('gates')!.wish;
    expect(wish()).not.toHaveProperty('part');
    await page.set('part', 'encoder');
    expect(wish()).toMatchObject({ part: 'encoder', layer: 1 });
    await page.set('direction', 'backward');
    expect(wish()).toMatchObject({ part: 'encoder', direction: 1 });
    const frame = { part: 'encoder', direction: 1, tokens: [...'pq'], answer: ['u'] } as const;
    await page.show('gates', gatesFrameOf('lstm', { ...frame, tokens: [...'pq'], answer: ['u'] }));
    expect(page.texts('.trace button', page.one('gates-panel')).at(-1)).toContain('←a');
    const pins = page.one('gate-pins');
    await page.press('Pin to 0', pins);
    expect(page.lastSent('gates.pin')!.pins).toMatchObject([
      { part: 'encoder', layer: 1, direction: 1, unit: null, hold: 'zero' },
    ]);
    expect(page.text('ul[aria-label="Pinned gates"] li', pins)).toContain('1 ← of the encoder: 0');
    expect(page.fragment).toContain('part=encoder');
    expect(page.fragment).toMatch(/pins=e1b\./);
    // the same walk of the other part is another one
    await page.set('direction', 'forward');
    await page.press('Pin to 0', pins);
    await page.set('part', 'decoder');
    await page.press('Pin to 1', pins);
    expect(page.lastSent('gates.pin')!.pins.map(({ part, hold }) => [part, hold])).toEqual([
      ...[
        ['encoder', 'zero'],
        ['encoder', 'zero'],
        [undefined, 'one'],
      ],
    ]);
    await page.set('part', 'encoder');
    await page.press('Round all gates', pins);
    const walks = page
      .lastSent('gates.pin')!
      .pins.map(({ part, direction = 0 }) => [part, direction]);
    expect(new Set(walks.map(String))).toEqual(new Set([',0', 'encoder,0', 'encoder,1']));

    await page.openTab('statistics');
    expect(page.wished('statistics')!.wish).toEqual({ part: 'encoder' });
    const layers = [0.125, 0.25].map((low) => ({
      gates: [gate('forget', { low, shut: low / 2 })],
      memory: Float32Array.of(2, 3, 4, 5),
    }));
    const about = { step: 1, timeSteps: 2, rows: 1, isHeldOut: true, part: 'encoder' } as const;
    await page.show('statistics', { ...about, directions: 2, layers });
    const panel = page.one('statistics-panel');
    expect(page.texts('th.layer', panel)).toEqual(['layer 1 →', 'layer 1 ←']);
    await page.enter(page.one('select[aria-label="Part of the statistics"]', panel), 'decoder');
    expect(page.wished('statistics')!.wish).toEqual({});
    expect(wish()).not.toHaveProperty('part');
    expect(wish()).not.toHaveProperty('direction');
  }),

  'gradient into a source': ofPair(async (page) => {
    await page.openTab('through-time');
    const panel = page.one('through-time-panel');
    await page.show('gradient', reach(0));
    // by x: 1/4 and 1/8 of the first loss, 1/8 and 1/16 of the second, of 1 and 1
    expect(page.output('Gradient in words')).toBe(
      'Where the reading of the source ended, the gradient by inputs is 38 % of that at lag 0; where it began, 19 % of that. Mean Γf 0.63.',
    );
    const chart = chartIn(page, 'Gradient norm by lag', { logY: true });
    expectCurve(chart.curve('--series-train'), [
      ...([
        [0, 1],
        [1, 0.5],
        [2, 0.25],
        [3, 0.125],
      ] as const),
    ]);
    const map = page.one('canvas', page.one('gradient-map', panel));
    await page.key(map, 'Home');
    for (const key of ['ArrowUp', 'ArrowLeft', 'ArrowLeft']) await page.key(map, key);
    expect(page.output('Gradient value')).toBe(
      '‖∂L⟨2⟩/∂x⟨2⟩‖ = 0.25: lag 2, 0.25 of lag 0; “q” read at 2 of the source, “v” predicted after 2',
    );
    await page.enter(page.one('select[aria-label="Direction of the states"]', panel), 'backward');
    expect(page.wished('gradient')!.wish).toEqual({
      ...{ line: page.wished('gradient')!.wish.line, layer: 1, direction: 1 },
    });
    await page.set('gradientBy', 'state');
    await page.show('gradient', reach(1));
    expect(page.text('.map .caption', panel)).toContain('column ←a⟨k⟩ of the source, then a⟨k⟩');
    // its reading ended at the first time step
    expect(page.output('Gradient in words')).toMatch(
      /ended, .+ is 9\.4 % of .+; where it began, 19 %/,
    );
    await page.show('gradient', { ...reach(0), gradients: null });
    expect(page.output('Gradient in words')).toBe(
      'The data have no answer to this source, so there is no loss to differentiate.',
    );
  }),

  'weights between parts': ofPair(async (page) => {
    await page.openTab('weight-check');
    const panel = page.one('weight-check-panel');
    const check = {
      ...{ value: 0.5, nudge: 0.01, loss: 2, above: 2.1, below: 1.9, slope: 0.1, gradient: 0.1 },
      ...{ rounding: 0.01, bend: 0.01, summands: [0.07, 0.03] },
    };
    const state = {
      kind: 'state',
      layer: 0,
      direction: 1,
      state: 0,
      symbol: 'a',
      unit: 2,
    } as const;
    const show = async (use: WeightUse, summands = check.summands) => {
      const told = { agrees: true, use, symbol: null, activation: 'softmax' as const };
      const measured = { check: { ...check, summands }, ...told };
      const place = { row: 1, column: 2 };
      const about = { step: 3, name: 'a', place, tokens: [...'uv'], source: [...'pq'] };
      await page.show('weight', { ...about, measured, problem: null });
      return [page.text('h3', panel), page.text('.sum p', panel)];
    };
    const key = { into: { kind: 'key', unit: 4 }, times: { ...state, time: 'now' } } as const;
    const [sum, words] = await show({ ...key, sign: 1, at: 'source' });
    expect(sum).toBe('∂L/∂w = Σₜ ∂L/∂k⟨t⟩ · ←a⟨t⟩');
    expect(words).toContain('At every time step of the source this weight multiplies ←a⟨t⟩');
    expect(page.texts('details tbody tr', panel)[0]).toContain('“p”');
    const start = { kind: 'start', layer: 0, state: 0, symbol: 'a', unit: 1 } as const;
    const end = { ...state, time: 'end' } as const;
    const bridge = await show({ into: start, times: end, sign: 1, at: 'bridge' }, [0.1]);
    expect(bridge[0]).toBe('∂L/∂w = ∂L/∂a⟨0⟩ · ←a⟨1⟩');
    expect(bridge[1]).toContain('used once');
    expect(bridge[1]).toContain('So the one bar is its gradient, 0.1000.');
    const context = { kind: 'context', direction: 1, unit: 0 } as const;
    const head = await show({ into: { kind: 'logit', token: 1 }, times: context, sign: 1 });
    expect(head[0]).toBe('∂L/∂w = Σₜ ∂L/∂ẑ⟨t⟩ · c⟨t⟩');
    expect(head[1]).toContain('unit 1 of the encoder’s ←a over all of the source');
    const scores = { into: { kind: 'scores', unit: 3 }, times: { kind: 'one' }, sign: 1 } as const;
    expect((await show(scores))[0]).toContain('tanh(k⟨t′⟩ + q⟨t⟩)');
  }),
};
