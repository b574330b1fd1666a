/** What the net remembers: the statistics of its gates, and gates held by hand. */
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
  const frame = await playground.frameAfter('statistics', () =>
    openTab(playground, 'Gate statistics'),
  );
  expect(frame).toMatchObject({ step: 0, timeSteps: 256, rows: 1, isHeldOut: true });
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
  await expect(longest).toContainText(`: ${memory[0].toFixed(2)} time steps`);

  await playground.setField('Learning rate', 0.05);
  await playground.stepTo(3);
  await expect(panel.getByText('at step 3.')).toBeVisible();
  await openTab(playground, 'Gate statistics');
  const later = await playground.frameAfter('statistics', () =>
    openTab(playground, 'Gate statistics'),
  );
  expect(later.step).toBe(3);
  expect(later.layers[0].gates[0].histogram).not.toEqual(update.histogram);
});

test('a cell without gates says so, and shows what there is', async ({ playground }) => {
  await playground.open({ ...smallNet, cell: 'rnn-tanh' });
  await openTab(playground, 'Gate statistics');
  const panel = playground.page.getByRole('tabpanel', { name: 'Gate statistics' });
  await expect(panel.getByText('This cell has no memory gate')).toBeVisible();
  await expect(panel.getByRole('img')).toHaveCount(1);
  await expect(panel.getByRole('columnheader', { name: 'below −0.9' })).toBeVisible();
});

test('pinned gates change the picture, the loss of the line and the sample, but no weight', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({
    ...smallNet,
    cell: 'lstm',
    line: 'Alice was beginning',
    sampleLength: 40,
  });
  await playground.setField('Learning rate', 0.05);
  await playground.stepTo(4);
  const before = await playground.parameters();
  const plain = await playground.sampled(() => playground.button('Generate').click());

  const group = page.getByRole('group', { name: 'Pin a gate' });
  await group.getByRole('combobox', { name: 'Gate to pin' }).selectOption({ label: 'Γf' });
  await group.getByRole('spinbutton', { name: 'Unit to pin' }).fill('3');
  await group.getByRole('spinbutton', { name: 'Unit to pin' }).press('Tab');
  await group.getByRole('button', { name: 'Pin to 0', exact: true }).click();
  // one from before may still be on its way
  await expect.poll(async () => (await playground.shownGates())?.pinned).toBe(1);
  const frame = (await playground.shownGates())!;
  const forget = frame.traces.find(({ id }) => id === 'forget')!.values;
  const columns = Object.values(forget).filter((_, at) => at % 16 === 2);
  expect(new Set(columns)).toEqual(new Set([0]));
  const effect = playground.output('Effect of the pins');
  await expect(effect).toContainText('with 1 gate pinned');
  await expect(effect).toContainText(`→ ${frame.loss.toFixed(4)}`);
  await expect(effect).toContainText(`${frame.unpinned!.loss.toFixed(4)} →`);
  expect(frame.loss).not.toBe(frame.unpinned!.loss);

  await group.getByRole('button', { name: 'Round all gates' }).click();
  await expect(effect).toContainText('with 48 gates pinned');
  await page.getByRole('checkbox', { name: 'Show the difference' }).check();
  await expect(page.getByRole('img', { name: 'ΔΓf heat map' })).toBeVisible();
  const pinned = await playground.sampled(() => playground.button('Generate').click());
  expect(pinned).not.toBe(plain);
  await expect(page.getByText('with 48 gates pinned').last()).toBeVisible();

  await playground.button('Validate now').click();
  const loss = page.getByRole('region', { name: 'Loss', exact: true });
  await expect(loss.getByText('held-out characters, without the pins')).toBeVisible();

  await group.getByRole('button', { name: 'Free all' }).click();
  await expect(effect).toHaveCount(0);
  await expect(loss.getByText('without the pins')).toHaveCount(0);
  await expect(page.getByRole('img', { name: 'Γf heat map', exact: false })).toBeVisible();
  expect(await playground.sampled(() => playground.button('Generate').click())).toBe(plain);
  expect((await playground.parameters()).parameters).toEqual(before.parameters);
});

test('a gate is pinned in two clicks: of all units at first, of one that is chosen in a picture', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...smallNet, cell: 'lstm', line: 'Alice was', unitOrder: 'index' });
  const group = page.getByRole('group', { name: 'Pin a gate' });
  await group.getByRole('combobox', { name: 'Gate to pin' }).selectOption({ label: 'Γf' });
  // what the pointer passes on its way changes nothing
  await page.locator('gate-map canvas[data-trace=output]').hover();
  await group.getByRole('button', { name: 'Pin to 1', exact: true }).click();
  await expect.poll(async () => (await playground.shownGates())?.pinned).toBe(16);
  const forget = async () =>
    (await playground.shownGates())!.traces.find(({ id }) => id === 'forget')!.values;
  expect(new Set(Object.values(await forget()))).toEqual(new Set([1]));
  await expect(group.getByText('16 gates pinned')).toHaveCount(1);
  await expect(group.getByRole('listitem')).toHaveText(['Γf layer 1: 1']);

  const picture = page.locator('gate-map canvas[data-trace=output]');
  const { width, height } = (await picture.boundingBox())!;
  await picture.click({ position: { x: width / 2, y: (4.5 / 16) * height } });
  await expect(group.getByRole('combobox', { name: 'Gate to pin' })).toHaveValue('output');
  await expect(group.getByRole('spinbutton', { name: 'Unit to pin' })).toHaveValue('5');
  await expect(group.getByRole('checkbox', { name: 'all units' })).not.toBeChecked();
  await group.getByRole('button', { name: 'Pin to 0', exact: true }).click();
  await expect.poll(async () => (await playground.shownGates())?.pinned).toBe(17);
  await expect(group.getByRole('listitem')).toHaveText([
    'Γf layer 1: 1',
    'Γo unit 5 of layer 1: 0',
  ]);
});

test('training goes the same way whatever is pinned', async ({ playground }) => {
  const { page } = playground;
  const weightsAfter = async (isPinned: boolean) => {
    await playground.open({ ...smallNet, cell: 'gru', line: 'Alice was' });
    if (isPinned) {
      await page.getByRole('button', { name: 'Round all gates' }).click();
      await expect(playground.output('Effect of the pins')).toBeVisible();
    }
    await playground.stepTo(5);
    return (await playground.parameters()).parameters;
  };
  expect(await weightsAfter(true)).toEqual(await weightsAfter(false));
});
