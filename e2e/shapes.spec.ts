/** A task is chosen by the picture of its model, and what an example of it costs is seen while it trains. */
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

test('a task is chosen by its shape, by keyboard', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ hiddenSize: 16 });
  await playground.button('Tasks by shape …').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Tasks by the shape of their model' });
  await expect(dialog.getByRole('region')).toHaveCount(5);
  await expectAccessible(playground, 'tasks by shape');
  await dialog.press('Escape');
  await expect(playground.select('Task')).toHaveValue('language-model');
  await playground.button('Tasks by shape …').press('Enter');
  await playground.messageAfter('net.ready', () =>
    dialog
      .getByRole('region', { name: 'Many-to-many, Tx ≠ Ty' })
      .getByRole('button', { name: 'Add two numbers' })
      .press('Enter'),
  );
  await playground.netIsReady();
  await expect(dialog).toBeHidden();
  await expect(playground.select('Task')).toHaveValue('addition');
});

test('the loss of an example is seen, and falls while the net trains', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ task: 'lines', text: 'first-names', hiddenSize: 16 });
  await page.getByRole('tab', { name: 'Loss, seen' }).click();
  const sum = page.getByLabel('Loss of the example');
  const nats = async () =>
    Number.parseFloat(/[\d.]+/.exec((await sum.textContent()) ?? '')?.[0] ?? '');
  await expect(sum).toContainText('at step 0');
  const before = await nats();
  const slider = page.getByRole('slider', { name: 'Time step' });
  await slider.press('End');
  await expect(page.getByLabel('Paid', { exact: true })).toContainText('−log ŷ(<EOS>) = −log 0.');
  await playground.trainTo(60);
  await expect(sum).not.toContainText('at step 0');
  await expect.poll(nats).toBeLessThan(before);
});
