/** What is measured of a net's gates: how often each is shut or open, how long each unit remembers. */
import { expect } from 'vitest';
import type { GateStatistics, StatisticsFrame } from '../../protocol/frames.ts';
import { netOf, textOf } from './messages.ts';
import { rowsOf } from './data-checks.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const histogramWith = (shares: Record<number, number>) =>
  Array.from({ length: 40 }, (_, bin) => shares[bin] ?? 0);

export const gate = (id: string, changes: Partial<GateStatistics>): GateStatistics => ({
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
  timeSteps: 6789,
  rows: 1,
  isHeldOut: true,
  directions: 1,
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

export const statisticsChecks: Checks = {
  'gate statistics': onPage(async (page) => {
    await page.openTab('statistics');
    await page.show('statistics', statistics);
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
      ['unit 2', '1,234 time steps'],
      ['unit 4', '31 time steps'],
      ['unit 1', '2.50 time steps'],
    ]);
    expect(page.text('.picture.memory p', panel)).toMatch(
      /Γf.* Longest 1,234 time steps, median 31 time steps\./,
    );
    await page.press('Preactivations of c̃, layer 2', panel);
    expect(page.texts('h3', panel)).toEqual([
      'Preactivations of c̃, layer 2',
      'Memory length of each unit, layer 2',
    ]);
    expect(shown()).toEqual(['Preactivations of c̃, layer 2']);
    const after = page.all('.picture table', panel);
    expect(rowsIn(page, after[0])[21]).toEqual(['0 to 0.2', '100.0 %']);
    expect(rowsIn(page, after[1])[1]).toEqual(['unit 1', 'over 10,000 time steps']);
    await page.show('statistics', { ...statistics, isHeldOut: false });
    expect(page.texts('p.faint', panel)[1]).toBe(
      'Over the text’s first 6,789 characters, at step 12,345.',
    );
  }),

  'statistics of rows': onPage(
    async (page) => {
      await page.openTab('statistics');
      const words = () => page.texts('p.faint', page.one('statistics-panel'))[1];
      await page.show('statistics', { ...statistics, rows: 51, timeSteps: 1234 });
      expect(words()).toBe(
        'Over 51 held-out lines with 1,234 time steps in all, padding left out, at step 12,345.',
      );
      await page.show('statistics', { ...statistics, rows: 1, timeSteps: 12, isHeldOut: false });
      expect(words()).toBe(
        'Over 1 line with 12 time steps in all, padding left out, at step 12,345.',
      );
    },
    { hash: '#task=lines', text: textOf({ rows: rowsOf() }) },
  ),

  'statistics of a GRU': onPage(
    async (page) => {
      await page.openTab('statistics');
      const gates = [
        gate('reset', { low: 0.25 }),
        gate('update', { high: 0.75 }),
        gate('candidate', {}),
      ];
      const layers = [{ gates, memory: Float32Array.of(3, 4, 5, 6) }];
      await page.show('statistics', { ...statistics, layers });
      expect(shares(page)).toEqual([
        ['below 0.1', 'above 0.9'],
        ['Γr', '25.0 %', '0.0 %'],
        ['Γu', '0.0 %', '75.0 %'],
        ['c̃', '0.0 %', '0.0 %'],
      ]);
      const panel = page.one('statistics-panel');
      expect(page.text('.picture.memory p', panel)).toMatch(/\(1 − Γu\)/);
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
      expect(page.text('statistics-panel')).toBe('The gate statistics appear here.');
      const plain = [{ gates: [gate('hidden', { low: 0.375 })], memory: null }];
      await page.show('statistics', { ...statistics, layers: plain });
      expect(shares(page)).toEqual([
        ['below −0.9', 'above 0.9'],
        ['a', '37.5 %'],
      ]);
      expect(page.text('.shares p:not(.faint)', panel)).toBe('ReLU: how often the output is 0.');
      expect(page.text('.picture.memory', panel)).toMatch(/no memory gate/);
      expect(page.all('line.mark, rect.set', panel)).toEqual([]);
    },
    { net: netOf('gru', { layers: 1 }) },
  ),
};
