/** The tabs at the bottom, and the equations in them. */
import type { Playground } from './support/playground.ts';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const tab = ({ page }: Playground, name: string) => page.getByRole('tab', { name, exact: true });

test('tabs and what the first of them shows', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...smallNet, cell: 'lstm', layers: 2, line: 'Alice was' });
  await test.step('by keyboard: folded at first, arrows turn pages, Escape folds', async () => {
    await expect(page.getByRole('tabpanel')).toHaveCount(0);
    const first = tab(playground, 'Equations');
    await first.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tabpanel', { name: 'Equations' })).toBeVisible();
    await expect(first).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    await expect(first).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('tabpanel')).toHaveCount(0);
    await expect(first).toHaveAttribute('aria-selected', 'false');
  });

  await test.step('an equation and the picture of its gate light up together', async () => {
    await tab(playground, 'Equations').click();
    const panel = page.getByRole('tabpanel', { name: 'Equations' });
    const line = panel.locator('li.forget');
    await expect(panel.locator('.lines math')).toHaveCount(7);
    // Drawn as mathematics, not as text: the box of Γ_f = σ(…) is as wide as a formula.
    const formula = (await line.locator('math').boundingBox())!;
    expect(formula.width).toBeGreaterThan(120);

    const picture = page.locator('gates-panel .trace.forget');
    await page.locator('gate-map canvas[data-trace=forget]').hover();
    await expect(line).toHaveClass(/lit/);
    await expect(panel.locator('li.lit')).toHaveCount(1);
    await line.hover();
    await expect(picture).toHaveClass(/lit/);
    await expect(page.locator('gates-panel .trace.lit')).toHaveCount(1);
    await page.mouse.move(1, 1);
    await expect(picture).not.toHaveClass(/lit/);

    await page.locator('gate-map canvas[data-trace=update]').focus();
    await expect(panel.locator('li.update')).toHaveClass(/lit/);
    await line.getByRole('button').focus();
    await expect(picture).toHaveClass(/lit/);
    await page.keyboard.press('Enter');
    await expect(page.locator('gates-panel .trace')).toHaveCount(1);
    await expect(picture).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.locator('gates-panel .trace')).toHaveCount(6);

    const table = panel.getByRole('table');
    await expect(table).toContainText('rnn.weight_hh_l0');
    const { parameterList } = await playground.netInfo();
    const { shape } = parameterList.find(({ name }) => name === 'rnn.weight_ih_l0')!;
    await expect(table).toContainText(`rnn.weight_ih_l0${shape.join(' × ')}`);
    await playground.select('Layer').selectOption('2');
    await expect(table).toContainText('rnn.weight_hh_l1');
    await expect(table.locator('tbody tr')).toHaveCount(4);
  });

  await test.step('suggestions follow what is written, and Tab takes the first', async () => {
    await tab(playground, 'Type').click();
    const field = page.getByRole('textbox', { name: 'Write' });
    await field.pressSequentially('The ');
    const suggestions = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
    await expect(suggestions.first()).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(field).toHaveValue(/^The [^]+$/);
    await expect(field).toBeFocused();
    await expect(suggestions.first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(suggestions.first()).toHaveAttribute('aria-selected', 'true');
  });
});
