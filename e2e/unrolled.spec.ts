/** The unrolled picture follows the net, and chooses with the gates panel, both ways. */
import { expectAccessible } from './support/accessible.ts';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const line = 'Alice was tired';

test('the picture is of the net that trains, and chooses layer and time step', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...smallNet, line, layers: 3, cell: 'lstm' });
  await page.getByRole('tab', { name: 'Unrolled', exact: true }).click();
  const panel = page.getByRole('tabpanel', { name: 'Unrolled', exact: true });
  const picture = panel.getByRole('group', { name: 'The net unrolled over time' });
  const box = (name: string) => picture.getByRole('button', { name, exact: true });
  await expect(panel).toContainText('8 time steps of 4 sequences');
  await expect(panel).toContainText('from left to right only');
  // W_x and W_a of three layers, W_y
  await expect(
    panel.getByRole('list', { name: 'Shared weights' }).getByRole('listitem'),
  ).toHaveCount(7);
  await expect(box('Layer 1, time step 1')).toHaveAttribute('aria-pressed', 'true');
  await expect(box('Input, time step 2: l')).toBeVisible();

  await box('Layer 3, time step 2').click();
  const marked = page.locator('gates-panel .characters .chosen');
  await expect(marked).toHaveText('l');
  await expect(playground.select('Layer')).toHaveValue('3');
  await box('Layer 3, time step 2').press('ArrowRight');
  await expect(box('Layer 3, time step 3')).toBeFocused();
  await expect(marked).toHaveText('i');
  await page.keyboard.press('ArrowDown');
  await expect(playground.select('Layer')).toHaveValue('2');
  await page.keyboard.press('End');
  await expect(box(`Layer 2, time step ${line.length}`)).toBeFocused();
  await playground.select('Layer').selectOption('1');
  await expect(box(`Layer 1, time step ${line.length}`)).toHaveAttribute('aria-pressed', 'true');

  await expect(picture.locator('.gradient')).toHaveCount(0);
  await panel.getByRole('checkbox', { name: 'Show the gradient’s path' }).check();
  await expect(picture.locator('.gradient').first()).toBeAttached();
  await expectAccessible(playground, 'unrolled');
});
