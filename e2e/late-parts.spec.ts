/** Parts of the page that are loaded later, and do not come: it says so, and the rest works. */
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

test.use({ provokesErrors: true });

const sentence = 'The chart could not be loaded: the server did not answer. Reload the page.';

test('charts that cannot be loaded say so, and training goes on', async ({ playground }) => {
  const { page } = playground;
  await page.route(/\/assets\/chart-library-[^/]*\.js/, (route) => route.abort());
  await playground.open(smallNet);
  const loss = page.getByRole('region', { name: 'Loss' });
  await expect(loss.getByText(sentence)).toHaveCount(2);
  await playground.trainTo(10);
  await expect(playground.output('Training loss')).toHaveText(/^\d\.\d{4}$/);
  await playground.button('Save curves as PNG').click();
  await expect(playground.alert).toContainText('the browser made no picture');
  await expect(playground.alert).toContainText('Save the curves as CSV');
});

test('a tab that cannot be loaded says so', async ({ playground }) => {
  const { page } = playground;
  await page.route(/\/assets\/kept-runs-panel-[^/]*\.js/, (route) => route.abort());
  await playground.open(smallNet);
  await page.getByRole('tab', { name: 'Kept runs' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('This view could not be loaded');
  await playground.trainTo(3);
});
