/** What a net foretells of a series: curves, errors beside those of naive forecasts, one's own numbers. */
import { expect } from 'vitest';
import type { ForecastFrame } from '../../protocol/forecast.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { frame as dataFrame, rowsOf } from './data-checks.ts';
import { textOf } from './messages.ts';
import { chartIn, type Checks, expectCurve, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const frame: ForecastFrame = {
  ...{ step: 30, from: 6400, aloneFrom: 2, columns: ['number'] },
  values: Float32Array.of(1, 2, 4, 3),
  ahead: Float32Array.of(1.5, 2.25, 3.5, 2.75),
  alone: Float32Array.of(0.5, -1),
  own: {
    ...{ values: Float32Array.of(7, 9), alone: Float32Array.of(8, 6, 5) },
    skipped: ['what'],
  },
};

const bound = (label: string, value: number) => ({ metric: 'rmse', label, value, isRival: true });
const bounds = [bound('last value', 0.5), bound('mean', 2), bound('one season before (7)', 0.75)];
const ofColumns = [1, 2].map((at) => ({ ...bound('last value', 6 + at), metric: `rmse_${at}` }));
const series = (changes: object = {}) =>
  textOf({
    ...{ source: 'builtin', name: 'sines', rows: rowsOf(), bounds },
    scale: { mean: 12.5, deviation: 3.25 },
    ...changes,
  });

const measured = (rmse: number): WorkerMessage => ({
  type: 'validation.result',
  result: { step: 30, loss: 0.25, tokens: 1600, total: 1600, metrics: { rmse } },
});

const panel = (page: StagedPage) => page.one('forecast-panel');
const compared = (page: StagedPage) =>
  page.texts('p', panel(page)).find((text) => /of the others/.test(text));
const points = (from: number, values: readonly number[]) =>
  values.map((y, at): [number, number] => [from + at, y]);

export const forecastChecks: Checks = {
  'a forecast beside naive ones': onPage(
    async (page) => {
      expect(compared(page)).toBe('The net’s error is – of the best of the others.');
      await page.say(measured(0.125));
      expect(rowsIn(page, panel(page))).toEqual([
        ['one step ahead', 'Error (RMSE)'],
        ['this net', '0.125'],
        ['last value', '0.500'],
        ['mean', '2.000'],
        ['one season before (7)', '0.750'],
      ]);
      expect(compared(page)).toBe('The net’s error is 25 % of the best of the others.');
      expect(page.texts('p', panel(page)).join()).toContain('minus 12.5, divided by 3.25:');
      await page.say(measured(NaN));
      expect(compared(page)).toBe('The net’s error is – of the best of the others.');
      // a series that repeats itself is foretold without any error
      page.next({ text: series({ bounds: [bound('last value', 0.5), bound('season', 0)] }) });
      await page.set('heldOut', 20);
      await page.say(measured(0.125));
      expect(compared(page)).toBe('One of the others makes no error: no net can do better.');
    },
    { hash: '#task=series', text: series() },
  ),

  'what is foretold of a series': onPage(
    async (page) => {
      expect(page.wished('forecast')?.wish).toEqual({ line: 'the first line' });
      await page.show('forecast', frame);
      const chart = chartIn(page, 'Held-out numbers, and what was foretold of them');
      expectCurve(chart.curve('--series-raw'), points(-2, [1, 2, 4, 3]));
      expectCurve(chart.curve('--series-train'), points(-2, [1.5, 2.25, 3.5, 2.75]));
      expectCurve(chart.curve('--series-validation'), points(0, [0.5, -1]));
      expect(page.texts('p', panel(page)).join()).toContain('From 0, number 6,403 of the series,');
      const own = chartIn(page, 'Your numbers, and how the net continues them');
      expectCurve(own.curve('--series-raw'), points(-2, [7, 9]));
      expectCurve(own.curve('--series-validation'), points(0, [8, 6, 5]));
      expect(page.text('.skipped', panel(page))).toBe('Not in the vocabulary, left out: what');
    },
    { hash: '#task=series', text: series() },
  ),

  'what is foretold of several columns': onPage(
    async (page) => {
      const ofTwo = { ...frame, columns: ['heat', 'wind'], aloneFrom: 2, own: null };
      await page.show('forecast', {
        ...ofTwo,
        values: Float32Array.of(1, 10, 2, 20),
        ahead: Float32Array.of(1.5, 11, 2.5, 21),
        alone: new Float32Array(0),
      });
      await page.say({
        type: 'validation.result',
        result: {
          ...{ step: 30, loss: 0.25, tokens: 1600, total: 1600 },
          metrics: { rmse: 0.5, rmse_1: 3, rmse_2: 4 },
        },
      });
      expect(rowsIn(page, panel(page)).slice(0, 3)).toEqual([
        ['one step ahead', 'Error (RMSE), all', 'heat', 'wind'],
        ['this net', '0.500', '3.000', '4.000'],
        ['last value', '0.500', '7.000', '8.000'],
      ]);
      expect(page.texts('p', panel(page))).toContain('Over all 1,600 held-out rows, at step 30.');
      const drawn = () => chartIn(page, 'Held-out numbers, and what was foretold of them');
      expectCurve(drawn().curve('--series-train'), points(-2, [1.5, 2.5]));
      await page.enter(page.one('select', panel(page)), '1');
      expectCurve(drawn().curve('--series-train'), points(-2, [11, 21]));
      expect(page.texts('p', panel(page)).join()).toContain('It cannot go on alone:');
      expect(page.texts('p', panel(page)).join()).toContain('heat 12.5 and 3.25;');
    },
    {
      hash: '#task=series',
      text: series({
        ...{ scale: undefined, bounds: [...bounds, ...ofColumns] },
        scales: ['heat', 'wind'].map((name) => ({ name, mean: 12.5, deviation: 3.25 })),
      }),
    },
  ),

  'numbers of the data': onPage(
    async (page) => {
      await page.openTab('data');
      const bits = (value: number) => new Uint32Array(Float32Array.of(value).buffer)[0];
      const shown = (label: string, scaled: number) => ({ id: bits(scaled), label });
      const example = {
        ...({ part: 'train', index: 4 } as const),
        ...{ inputs: [shown('12.5', 0)], targets: [shown('9.25', -1)] },
      };
      await page.show('data', { ...dataFrame, example });
      const [grid] = page.all('token-grid', page.one('data-panel'));
      await page.key(page.one('.scroll', grid), 'ArrowRight');
      expect(page.output('Example: token')).toBe(
        'x⟨1⟩ = 12.5, scaled 0.0000; y⟨1⟩ = 9.25, scaled -1.0000',
      );
    },
    { hash: '#task=series', text: series() },
  ),
};
