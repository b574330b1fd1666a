/** Inside the cell: the numbers of one unit are the probe's, and satisfy the cell's equations. */
import type { Settings } from '../src/config/settings.ts';
import type { GatesFrame } from '../src/protocol/frames.ts';
import { expectAccessible } from './support/accessible.ts';
import { smallNet, type Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { someOf } from './support/thorough.ts';

const line = 'Alice was tired';
const settings: Partial<Settings> = { ...smallNet, line, layers: 2, learningRate: 0.02 };
/** Of a number shown with four digits. A product is off by this times the size of either factor. */
const rounding = 0.5e-4;

const panelOf = ({ page }: Playground) =>
  page.getByRole('tabpanel', { name: 'Inside the cell', exact: true });

async function openTab({ page }: Playground): Promise<void> {
  await page.getByRole('tab', { name: 'Inside the cell', exact: true }).click();
}

/** The table, by symbol. */
async function shownValues(playground: Playground): Promise<Record<string, number>> {
  const rows = panelOf(playground).getByRole('row');
  const read = await rows.evaluateAll((elements) =>
    elements.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
  );
  return Object.fromEntries(read.map(([name, value]) => [name, Number(value.replace('−', '-'))]));
}

type Values = Record<string, number>;
const lstm = {
  'c⟨t⟩': (v: Values) => v['Γu'] * v['c̃'] + v['Γf'] * v['c⟨t−1⟩'],
  'a⟨t⟩': (v: Values) => v['Γo'] * Math.tanh(v['c⟨t⟩']),
};
const gru = {
  'c⟨t⟩ = a⟨t⟩': (v: Values) => v['Γu'] * v['c̃'] + (1 - v['Γu']) * v['c⟨t−1⟩'],
};
const cells: Record<string, { symbols: Record<string, string>; states: typeof lstm | typeof gru }> =
  {
    'lstm-peephole': {
      symbols: {
        Γu: 'update',
        Γf: 'forget',
        Γo: 'output',
        c̃: 'candidate',
        'c⟨t⟩': 'cell',
        'a⟨t⟩': 'hidden',
      },
      states: lstm,
    },
    'gru-reset-after': {
      symbols: { Γu: 'update', Γr: 'reset', c̃: 'candidate', q: 'recall', 'c⟨t⟩ = a⟨t⟩': 'hidden' },
      states: gru,
    },
  };

const valueIn = ({ traces, hiddenSize }: GatesFrame, id: string, unit: number, time: number) =>
  traces.find((trace) => trace.id === id)!.values[time * hiddenSize + unit];

for (const [cell, { symbols, states }] of someOf(Object.entries(cells))) {
  test(`the numbers of ${cell} are the probe's and fit together`, async ({ playground }) => {
    await playground.open({ ...settings, cell });
    await playground.stepTo(12);
    await openTab(playground);
    const frame = await playground.gates(line, 1);
    for (const [unit, time] of [
      [1, 1],
      [7, 5],
      [16, line.length],
    ]) {
      await playground.field('Unit').fill(String(unit));
      await playground.field('Time step').fill(String(time));
      const caption = `Unit ${unit} of layer 1 at time step ${time} “`;
      await expect(panelOf(playground).getByRole('table')).toContainText(caption);
      const shown = await shownValues(playground);
      for (const [symbol, trace] of Object.entries(symbols)) {
        const read = valueIn(frame, trace, unit - 1, time - 1);
        expect(Math.abs(shown[symbol] - read), `${symbol} ${unit} ${time}`).toBeLessThan(
          1.1 * rounding,
        );
        const before = symbol.replace(/⟨t⟩.*/, '⟨t−1⟩');
        if (before in shown && before !== symbol) {
          const earlier = time > 1 ? valueIn(frame, trace, unit - 1, time - 2) : 0;
          expect(Math.abs(shown[before] - earlier), before).toBeLessThan(1.1 * rounding);
        }
      }
      for (const [symbol, recompute] of Object.entries(states)) {
        const sizes = Object.values(shown).reduce((sum, value) => sum + Math.abs(value), 1);
        const distance = Math.abs(shown[symbol] - recompute(shown));
        expect(distance, symbol).toBeLessThan(rounding * sizes);
      }
    }
  });
}

test('it opens where the line moves a unit most, and where a person chose once they did', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...settings, cell: 'lstm', layers: 1 });
  await playground.stepTo(12);
  await playground.settled();
  const { traces, hiddenSize, tokens } = (await playground.shownGates())!;
  const ranges: Record<string, number> = {
    ...{ update: 1, forget: 1, output: 1, candidate: 2, hidden: 2 },
    cell: 2 * Math.max(...traces.find(({ id }) => id === 'cell')!.values.map(Math.abs)),
  };
  const moves = Array.from({ length: (tokens.length - 1) * hiddenSize }, (_, at) =>
    traces
      .filter(({ id }) => id in ranges)
      .reduce(
        (sum, { id, values }) => sum + Math.abs(values[at + hiddenSize] - values[at]) / ranges[id],
        0,
      ),
  );
  const most = moves.indexOf(Math.max(...moves));
  await openTab(playground);
  await expect(playground.field('Unit')).toHaveValue(String((most % hiddenSize) + 1));
  await expect(playground.field('Time step')).toHaveValue(
    String(Math.floor(most / hiddenSize) + 2),
  );
  await playground.field('Unit').fill('1');
  await playground.field('Time step').fill('1');
  await page.getByRole('tab', { name: 'Inside the cell', exact: true }).click();
  await openTab(playground);
  await expect(playground.field('Unit')).toHaveValue('1');
  await expect(playground.field('Time step')).toHaveValue('1');
});

test('unit and time step are those of the gates panel, both ways', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...settings, cell: 'lstm', unitOrder: 'index' });
  await openTab(playground);
  const table = panelOf(playground).getByRole('table');
  await playground.field('Unit').fill('1');
  await playground.field('Time step').fill('1');
  await expect(table).toContainText('Unit 1 of layer 1 at time step 1 “A”');
  const canvas = page.locator('gate-map canvas[data-trace=forget]');
  const { width, height } = (await canvas.boundingBox())!;
  const place = { x: (3.5 / line.length) * width, y: (9.5 / 16) * height };
  // pointing shows for as long as it lasts, a click stays
  await canvas.hover({ position: place });
  await expect(table).toContainText('Unit 10 of layer 1 at time step 4 “c”');
  await page.mouse.move(1, 1);
  await expect(table).toContainText('Unit 1 of layer 1 at time step 1 “A”');
  await canvas.click({ position: place });
  await page.mouse.move(1, 1);
  await expect(table).toContainText('Unit 10 of layer 1 at time step 4 “c”');
  await expect(playground.field('Unit')).toHaveValue('10');
  await expect(playground.field('Time step')).toHaveValue('4');
  const marked = page.locator('gates-panel .characters .chosen');
  await expect(marked).toHaveText('c');
  await playground.field('Time step').fill('2');
  await expect(marked).toHaveText('l');
  await canvas.focus();
  await page.keyboard.press('ArrowRight');
  await expect(playground.field('Time step')).toHaveValue('3');

  await playground.select('Layer').selectOption('2');
  await expect(table).toContainText('Unit 10 of layer 2 at time step 3 “i”');
  await expect(panelOf(playground).getByRole('img')).toHaveAccessibleName(
    /^LSTM: unit 10 of layer 2/,
  );
  await playground.setField('Unit', 900);
  await expect(playground.field('Unit')).toHaveValue('16');
  await expectAccessible(playground, 'inside the cell');
});
