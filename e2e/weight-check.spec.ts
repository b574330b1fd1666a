/** A weight nudged by hand: the slope that is measured, the engine's gradient, and its bars. */
import { expectAccessible, expectReadable, setColours } from './support/accessible.ts';
import { smallNet, type Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const line = 'Alice was tired';
const panelOf = ({ page }: Playground) =>
  page.getByRole('tabpanel', { name: 'Check the gradient', exact: true });

function numberOf(text: string | null): number {
  const [digits, power] = (text ?? '').replaceAll('−', '-').split('·10');
  const exponent = Array.from(power ?? '⁰', (digit) =>
    digit === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit),
  );
  return Number(`${digits}e${exponent.join('')}`);
}

test('a nudged weight changes the loss as its gradient says, and training not at all', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...smallNet, cell: 'lstm', line, learningRate: 0.02 });
  await playground.stepTo(8);
  const before = await playground.parameters();
  const shown = await playground.frameAfter('weight', () =>
    page.getByRole('tab', { name: 'Check the gradient', exact: true }).click(),
  );
  const { check } = shown.measured!;
  expect(shown.tokens.join('')).toBe(line);
  expect(check.summands).toHaveLength(line.length - 1);
  const verdict = playground.output('Verdict');
  await expect(verdict).toHaveText(/^They agree: /u);
  const slope = numberOf(await playground.output('Measured slope').textContent());
  const gradient = numberOf(await playground.output('Gradient by BPTT').textContent());
  expect(Math.abs(gradient - check.gradient)).toBeLessThan(1e-3 * Math.abs(gradient));
  expect(Math.abs(slope - gradient)).toBeLessThan(0.05 * Math.abs(gradient));

  // the bars, by keyboard, add up
  const panel = panelOf(playground);
  const bars = panel.getByRole('img', { name: /^What each time step adds/u });
  const said = playground.output('What each time step adds to the gradient: value');
  await bars.press('Home');
  let sum = 0;
  for (let time = 1; time < line.length; time++) {
    await expect(said).toContainText(`time step ${time} “`);
    sum += numberOf(((await said.textContent()) ?? '').split(': ')[1]);
    await bars.press('ArrowRight');
  }
  expect(Math.abs(sum - gradient)).toBeLessThan(0.02 * Math.abs(gradient));

  // another weight, another nudge
  const head = await playground.frameAfter('weight', () =>
    playground.select('Weights').selectOption('head.bias'),
  );
  await expect(playground.field('Row')).toHaveValue(String(head.place!.row + 1));
  await expect(playground.field('Column')).toHaveCount(0);
  const other = await playground.frameAfter('weight', () => playground.setField('Row', 3));
  expect(other).toMatchObject({ name: 'head.bias', place: { row: 2, column: 0 } });
  const noisy = await playground.frameAfter('weight', () =>
    playground.select('Nudge ε').selectOption('0.000001'),
  );
  const { rounding, gradient: same } = noisy.measured!.check;
  expect(rounding).toBeGreaterThan(0.01);
  expect(same).toBe(other.measured!.check.gradient);

  await setColours(playground, 'light');
  await expectAccessible(playground, 'a weight checked');
  await setColours(playground, 'dark');
  await expectReadable(playground, 'a weight checked, dark');
  expect((await playground.parameters()).parameters).toEqual(before.parameters);
});
