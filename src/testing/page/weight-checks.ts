/** One weight, checked by hand: every number of the table and of the sum from its own field. */
import { expect } from 'vitest';
import type { WeightFrame, WeightUse } from '../../protocol/frames.ts';
import { netOf } from './messages.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';

const weight: WeightFrame = {
  step: 12345,
  name: 'rnn.weight_hh_l0',
  place: { row: 5, column: 2 },
  tokens: [...'ab c'],
  measured: {
    check: {
      value: -0.4321,
      nudge: 0.01,
      loss: 2.1234567,
      above: 2.2345678,
      below: 2.0123456,
      slope: 0.01234,
      gradient: 0.01236,
      rounding: 0.00001,
      bend: 0.00003,
      summands: [0.02, -0.01, 0.00236],
    },
    agrees: true,
    use: {
      into: { kind: 'gate', layer: 0, gate: 1, role: 'forget', symbol: 'Γf', unit: 1 },
      times: { kind: 'state', layer: 0, state: 0, symbol: 'a', time: 'before', unit: 2 },
      sign: 1,
    },
    symbol: null,
    activation: 'softmax',
  },
  problem: null,
};

const inGate = { kind: 'gate', layer: 2, gate: 1, role: 'forget', symbol: 'Γf', unit: 6 } as const;
const uses: [Omit<WeightUse, 'sign'>, symbol: string | null, ...words: string[]][] = [
  [
    { into: inGate, times: { kind: 'token', token: 4 } },
    'é',
    'x⟨t⟩, which is 1 where “é” is read',
    'ẑ⟨t⟩, the preactivation of Γf of unit 7 in layer 3',
  ],
  [
    { into: inGate, times: { kind: 'feature', feature: 8 } },
    null,
    'e⟨t⟩, feature 9 of the character’s embedding',
  ],
  [
    { into: inGate, times: { kind: 'number', feature: 8 } },
    null,
    'x⟨t⟩, number 9 of the character',
  ],
  [
    {
      into: { kind: 'logit', token: 3 },
      times: { kind: 'state', layer: 3, state: 0, symbol: 'a', time: 'now', unit: 11 },
    },
    '\n',
    'a⟨t⟩ of unit 12 in layer 4',
    'the score of “↵” before the softmax',
    'the loss of this character alone',
  ],
  [
    { into: { kind: 'feature', feature: 5 }, times: { kind: 'token', token: 2 } },
    'q',
    'e⟨t⟩, feature 6 of the embedding',
    'including that of all later characters',
  ],
  [{ into: inGate, times: { kind: 'one' } }, null, 'this weight, a bias, is added to ẑ⟨t⟩'],
];

export const weightChecks: Checks = {
  'checked weight': onPage(async (page) => {
    await page.openTab('weight-check');
    expect(page.wished('weight')?.wish).toMatchObject({
      name: 'rnn.weight_hh_l0',
      place: null,
      nudge: null,
    });
    await page.show('weight', weight);
    const panel = page.one('weight-check-panel');
    // one of a choice before this one is late
    await page.showLate('weight', { ...weight, step: 1 });
    const [table] = page.all('table', panel);
    expect(page.text('caption', table)).toBe('w: row 6, column 3 of rnn.weight_hh_l0, step 12,345');
    const numbers = rowsIn(page, table).map(([name, number]) => [name, number]);
    expect(numbers.slice(0, 6)).toEqual([
      ['w', '−0.4321'],
      ['L(w + ε)', '2.2345678'],
      ['L(w)', '2.1234567'],
      ['L(w − ε)', '2.0123456'],
      ['Measured slope', '0.01234'],
      ['Gradient by BPTT', '0.01236'],
    ]);
    expect(numbers.slice(6).map(([, number]) => number)).toEqual([
      '2.0·10⁻⁵',
      '1.0·10⁻⁵',
      '3.0·10⁻⁵',
    ]);
    expect(rowsIn(page, table)[0][2]).toBe('ε = 0.01');
    expect(page.output('Verdict')).toMatch(/2\.0·10⁻⁵.*4\.0·10⁻⁵/);
    const [, bars] = page.all('table', panel);
    expect(rowsIn(page, bars).slice(1)).toEqual([
      ['time step 1 “a” adds', '0.0200'],
      ['time step 2 “b” adds', '−0.0100'],
      ['time step 3 “␣” adds', '0.00236'],
    ]);
    const chart = page.one('bar-chart', panel);
    const all = (name: string) => page.all('rect', chart).map((bar) => bar.getAttribute(name));
    const inPercent = (share: number) => `${(share * 100).toFixed(3)}%`;
    // from −0.01 to 0.02
    expect(all('height')).toEqual([2 / 3, 1 / 3, 0.00236 / 0.03].map(inPercent));
    expect(all('y')).toEqual([0, 2 / 3, (0.02 - 0.00236) / 0.03].map(inPercent));
    expect(all('x')).toEqual([0.02, 1.06 / 3, 2.06 / 3].map(inPercent));
    expect(page.texts('text.tick', chart)).toEqual(['−0.010', '0', '0.020']);
    expect(page.texts('text.foot', chart)).toEqual(['a', 'b', '␣']);
    expect(page.text('.sum p', panel)).toMatch(/Γf of unit 2 in layer 1/);
    expect(page.text('.sum p', panel)).toMatch(/a⟨t−1⟩ of unit 3 in layer 1/);
    expect(page.texts('option[value=""]', panel)).toEqual(['automatic: 0.01']);
    const place = ['Row', 'Column'].map(
      (label) => page.one<HTMLInputElement>(`input[aria-label="${label}"]`, panel).value,
    );
    expect(place).toEqual(['6', '3']);
    expect(page.text('h3', panel)).toBe('∂L/∂w = Σₜ ∂L/∂ẑ⟨t⟩ · a⟨t−1⟩');
    expect(page.text('.sum p', panel)).toMatch(/at all 3 time steps.* gradient, 0\.01236\.$/);
    const [, picture] = [chart, page.one('.picture', chart)];
    // the second of three bars
    await page.pointAt(picture, 200, 10);
    const said = () => page.text('output', chart);
    expect(said()).toBe('time step 2 “b” adds: −0.0100');
    await page.key(picture, 'ArrowRight');
    expect(said()).toBe('time step 3 “␣” adds: 0.00236');
    await page.key(picture, 'ArrowLeft');
    expect(said()).toBe('time step 2 “b” adds: −0.0100');
    const feet = page.all('text.foot', chart).map((one) => one.getAttribute('x'));
    expect(feet).toEqual([0.5 / 3, 1.5 / 3, 2.5 / 3].map(inPercent));
    const ticks = page.all('text.tick', chart).map((one) => one.getAttribute('y'));
    expect(ticks).toEqual([1, 2 / 3, 0].map(inPercent));
    await page.enter(page.one('input[aria-label="Row"]', panel), '9');
    expect(page.wished('weight')?.wish).toMatchObject({ place: { row: 8, column: 2 } });
    expect(page.texts('.fields .faint', panel)).toEqual(['of 16', 'of 4']);
    const [names, nudges] = page.all('select', panel);
    expect(page.texts('option', names).slice(0, 3)).toEqual([
      ...['rnn.weight_ih_l0 (16 × 7)', 'rnn.weight_hh_l0 (16 × 4)', 'rnn.bias_ih_l0 (16)'],
    ]);
    await page.enter(nudges, '0.001');
    await page.enter(names, 'rnn.bias_ih_l0');
    expect(page.wished('weight')?.wish).toMatchObject({
      name: 'rnn.bias_ih_l0',
      place: null,
      nudge: 0.001,
    });
    expect(page.texts('.fields .faint', panel)).toEqual(['of 16']);
    const frame = { ...weight, name: 'rnn.bias_ih_l0', place: { row: 3, column: 0 } };
    await page.show('weight', frame);
    expect(page.text('caption', panel)).toBe('w: row 4 of rnn.bias_ih_l0, step 12,345');
    // each number of a use is its own, and counted from 1
    for (const [use, symbol, ...words] of uses) {
      const measured = { ...frame.measured!, use: { ...use, sign: 1 as const }, symbol };
      await page.show('weight', { ...frame, measured });
      for (const each of words) expect(page.text('.sum p', panel)).toContain(each);
    }
    const once = { summary: 'ends', reach: 'once' } as const;
    const [score, unit] = [uses[3][0].into, uses[3][0].times];
    const ofOnce = { use: { into: score, times: unit, sign: 1 as const, ...once }, symbol: 'yes' };
    const sigmoid = { ...frame.measured!, ...ofOnce, activation: 'sigmoid' as const };
    await page.show('weight', { ...frame, measured: sigmoid });
    expect(page.text('.sum p', panel)).toMatch(/“yes” before the sigmoid\..*All others are 0\./);
    // a place in one net means nothing in the next
    await page.say({ type: 'net.ready', info: netOf('lstm', { hiddenSize: 2 }) });
    expect(page.wished('weight')?.wish).toMatchObject({ name: 'rnn.bias_ih_l0', place: null });
    expect(page.all('table', panel)).toEqual([]);
  }),
};
