/** Views of what the net remembers: the statistics of its gates. */
import type { Playground } from './support/playground.ts';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const openTab = ({ page }: Playground, name: string) =>
  page.getByRole('tab', { name, exact: true }).click();

test('gate statistics follow the training, by layer and gate, and are read by keyboard', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...smallNet, cell: 'lstm', layers: 2 });
  const { frame } = await playground.messageAfter('statistics.frame', () =>
    openTab(playground, 'Gate statistics'),
  );
  expect(frame).toMatchObject({ step: 0, characters: 256, isHeldOut: true });
  const panel = page.getByRole('tabpanel', { name: 'Gate statistics' });
  await expect(panel.getByText('at step 0.')).toBeVisible();
  const [update] = frame.layers[0].gates;
  const row = panel.locator('tr.update').first();
  await expect(row).toContainText(`${(update.low * 100).toFixed(1)} %`);
  await expect(row).toContainText(`${(update.high * 100).toFixed(1)} %`);

  await panel.getByRole('button', { name: 'Preactivations of Γf, layer 2' }).click();
  const forget = frame.layers[1].gates.find(({ id }) => id === 'forget')!;
  const histogram = panel.getByRole('img', { name: 'Histogram of the preactivations of Γf' });
  await histogram.focus();
  const bin = forget.histogram.findIndex((share) => share > 0);
  await page.keyboard.press('Home');
  for (let at = 0; at < bin; at++) await page.keyboard.press('ArrowRight');
  await expect(playground.output('Histogram of the preactivations of Γf: value')).toContainText(
    `${(forget.histogram[bin] * 100).toFixed(1)} %`,
  );
  await expect(playground.select('Layer')).toHaveValue('2');

  const memory = [...frame.layers[1].memory!].sort((a, b) => b - a);
  await panel.getByRole('img', { name: 'Memory length of each unit' }).focus();
  await page.keyboard.press('Home');
  const longest = playground.output('Memory length of each unit, longest first: value');
  await expect(longest).toContainText(`: ${memory[0].toFixed(2)} steps`);

  await playground.setField('Learning rate', 0.05);
  await playground.stepTo(3);
  await expect(panel.getByText('at step 3.')).toBeVisible();
  await openTab(playground, 'Gate statistics');
  const { frame: later } = await playground.messageAfter('statistics.frame', () =>
    openTab(playground, 'Gate statistics'),
  );
  expect(later.step).toBe(3);
  expect(later.layers[0].gates[0].histogram).not.toEqual(update.histogram);
});

test('a cell without gates says so, and shows what there is', async ({ playground }) => {
  await playground.open({ ...smallNet, cell: 'rnn-tanh' });
  await openTab(playground, 'Gate statistics');
  const panel = playground.page.getByRole('tabpanel', { name: 'Gate statistics' });
  await expect(panel.getByText('This cell has no gate on its memory')).toBeVisible();
  await expect(panel.getByRole('img')).toHaveCount(1);
  await expect(panel.getByRole('columnheader', { name: 'below −0.9' })).toBeVisible();
});
