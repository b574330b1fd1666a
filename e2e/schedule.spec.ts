/** The curve of the schedule follows the settings and the training. */
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

test('the rate of the next step is drawn and said, and follows settings and steps', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...smallNet, learningRate: 0.01 });
  await page.locator('summary').filter({ hasText: 'More: training' }).click();
  const rate = playground.output('Learning rate of the next step');
  await expect(rate).toHaveText('Now 0.01, at step 0.');
  const flat = page.getByRole('img', { name: 'Learning rate over 1,250 steps' });
  await expect(flat).toBeVisible();
  await playground.select('Schedule').selectOption('step');
  await playground.setField('Schedule steps', 2);
  await playground.setField('Decay factor', 0.5);
  await expect(flat).toHaveCount(0);
  await expect(page.getByRole('img', { name: 'Learning rate over 8 steps' })).toBeVisible();
  await playground.stepTo(1);
  await expect(rate).toHaveText('Now 0.01, at step 1.');
  await playground.stepTo(4);
  await expect(rate).toHaveText('Now 0.0025, at step 4.');
});
