/** Parts of the page that are loaded later, and do not come: it says so, and the rest works. */
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

test.use({ provokesErrors: true });

const sentence = 'The chart could not be loaded: the server did not answer.';
const library = /\/assets\/chart-library-[^/]*\.js/;
const keptRuns = /\/assets\/kept-runs-panel-[^/]*\.js/;

test('what cannot be loaded says so, and comes when it is asked for again', async ({
  playground,
}) => {
  const { page } = playground;
  await page.route(library, (route) => route.abort());
  await page.route(keptRuns, (route) => route.abort());
  await playground.open(smallNet);
  await test.step('charts say so, and training goes on', async () => {
    const loss = page.getByRole('region', { name: 'Loss' });
    await expect(loss.getByText(sentence)).toHaveCount(2);
    await playground.trainTo(10);
    await expect(playground.output('Training loss')).toHaveText(/^\d\.\d{4}$/);
    await playground.button('Save curves as PNG').click();
    await expect(playground.alert).toContainText('the browser made no picture');
    await expect(playground.alert).toContainText('Save the curves as CSV');
    // asked for at one of them, it is there for both
    await page.unroute(library);
    await loss.getByRole('button', { name: 'Try again' }).first().click();
    await expect(loss.getByText(sentence)).toHaveCount(0);
    await expect(page.getByRole('img', { name: 'Gradient norm by step' })).toBeVisible();
  });

  await test.step('a tab says so, and comes when it is asked for again', async () => {
    await page.getByRole('tab', { name: 'Kept runs' }).click();
    await expect(page.getByRole('tabpanel')).toContainText('This view could not be loaded');
    await playground.trainTo(3);
    await page.unroute(keptRuns);
    await playground.button('Try again').click();
    await expect(page.getByRole('region', { name: 'Kept runs' })).toBeVisible();
  });
});
