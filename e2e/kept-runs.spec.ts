/** Runs kept side by side: nothing is overwritten before the person decided. */
import { readFile } from 'node:fs/promises';
import { expectAccessible } from './support/accessible.ts';
import {
  dialog,
  expectSteps,
  isKeptAt,
  keepAt,
  listOf,
  notes,
  offer,
  valuesOf,
} from './support/kept.ts';
import { Playground, smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { armWorker, cause } from './support/worker-faults.ts';

test('a found run stays beside what is trained instead, whatever is pressed', async ({
  playground,
}) => {
  await playground.open(smallNet);
  await keepAt(playground, 8);
  const before = await valuesOf(playground);
  await playground.open(smallNet);
  await expect(offer(playground)).toContainText('was kept at step 8');
  await expect(playground.page.locator('body')).not.toContainText('replaces it');
  // without a decision
  await playground.button('One step').click();
  await isKeptAt(playground, 1);
  await expect(offer(playground)).toContainText('was kept at step 8');
  await playground.open(smallNet);
  await expect(offer(playground)).toContainText('was kept at step 1');
  await expectSteps(playground, [1, 8]);
  // with one: nothing goes either
  await playground.button('Start over').click();
  await expect(offer(playground)).toBeHidden();
  await keepAt(playground, 2);
  await expectSteps(playground, [2, 1, 8]);

  await playground.open(smallNet);
  await expect(offer(playground)).toContainText('was kept at step 2');
  await playground.button('All kept runs').click();
  const tab = playground.page.getByRole('tab', { name: 'Kept runs', exact: true });
  await expect(tab).toBeFocused();
  const rows = playground.page.getByRole('table', { name: 'Runs kept in this browser' });
  await expect(rows).toBeInViewport({ ratio: 1 });
  const list = await listOf(playground);
  await playground.messageAfter('run.loaded', () =>
    list.getByRole('button', { name: /^Open .+, step 8$/ }).click(),
  );
  await expect(offer(playground)).toBeHidden();
  expect(await valuesOf(playground)).toEqual(before);
  await isKeptAt(playground, 8);
  await keepAt(playground, 9);
  await expectSteps(playground, [9, 2, 1]);

  // on another text it is another run, which knows after a reload what it had learned before
  await playground.page.getByRole('tab', { name: 'Second text', exact: true }).click();
  await playground.messageAfter('run.loaded', () =>
    playground.button('Go on with this text').press('Enter'),
  );
  await keepAt(playground, 2);
  await playground.open(smallNet);
  await playground.messageAfter('run.loaded', () =>
    offer(playground).getByRole('button', { name: 'Continue from step 2' }).click(),
  );
  await playground.page.getByRole('tab', { name: 'Second text', exact: true }).click();
  const both = playground.page.getByRole('table', { name: 'Validation loss of both texts' });
  await expect(both.getByRole('row', { name: /^Alice’s .+\d\.\d{4} \d\.\d{4}$/ })).toBeVisible();
  await expectAccessible(playground, 'both texts', playground.page.locator('second-text-panel'));
});

test('two tabs keep their runs side by side and know of each other’s', async ({
  playground,
  context,
}) => {
  await playground.open(smallNet);
  await keepAt(playground, 6);
  const second = new Playground(await context.newPage());
  await second.open(smallNet);
  await expectSteps(second, [6]);
  const list = await listOf(second);
  await expect(list.getByRole('row').nth(1)).toContainText('in another tab');
  await expect(list.getByRole('button', { name: /^Delete / })).toBeDisabled();
  await expect(offer(second)).toBeHidden();
  await keepAt(second, 2);
  await expectSteps(second, [2, 6]);
  await expectSteps(playground, [2, 6]);
  await keepAt(playground, 7);
  await expectSteps(second, [7, 2]);
  await second.page.close();
  await playground.open(smallNet);
  await expect(offer(playground)).toContainText('was kept at step 7');
  await expectSteps(playground, [7, 2]);
});

test('kept runs are named and deleted; hostile names stay words', async ({ playground }) => {
  const { page } = playground;
  await playground.open(smallNet);
  await keepAt(playground, 3);
  await playground.open(smallNet);
  await keepAt(playground, 2);
  const list = await listOf(playground);
  const nameOf = (step: number) =>
    list.getByRole('textbox', { name: new RegExp(`, step ${step.toLocaleString('en')}$`) });
  const hostile = ['<img src=x onerror=alert(1)>', 'שלום \u202Eabc', 'x'.repeat(1000)];
  for (const name of hostile) {
    await nameOf(3).fill(name);
    await playground.messageAfter('runs.listed', () => nameOf(3).press('Enter'));
    await playground.framesPass(2);
    const shown = await nameOf(3).inputValue();
    await playground.load(smallNet);
    await listOf(playground);
    await expect(nameOf(3)).toHaveValue(shown);
    expect(shown.length).toBeLessThanOrEqual(100);
    await expect(list.locator('img')).toHaveCount(0);
    expect(await page.evaluate(() => document.body.scrollWidth <= innerWidth)).toBe(true);
  }
  await nameOf(3).fill('the best');
  await nameOf(3).press('Escape');
  await expect(nameOf(3)).toHaveValue('x'.repeat(100));
  await nameOf(3).fill('the best');
  await nameOf(3).press('Tab');
  const remove = list.getByRole('button', { name: 'Delete the best' });
  await remove.click();
  await expect(page.getByRole('dialog', { name: 'Delete the best?' })).toContainText('for 3 steps');
  await dialog(playground).getByRole('button', { name: 'Cancel', exact: true }).click();
  await expectSteps(playground, [2, 3]);
  await remove.click();
  await dialog(playground).getByRole('button', { name: 'Delete', exact: true }).click();
  await expectSteps(playground, [2]);
  await playground.open(smallNet);
  await expectSteps(playground, [2]);
});

test('the budget is shown and changed; what goes for room is said, and a named run stays', async ({
  playground,
}) => {
  await playground.open(smallNet);
  const list = await listOf(playground);
  await expect(list).toContainText('No kept runs yet');
  await expect(list).toContainText(/ of \d+ MB used\.\s+The browser allows this page up to/);
  await playground.setField('Budget in megabytes', 7);
  await expect(list).toContainText(' of 7.0 MB used.');
  // Kept twice a run has all the room that it takes.
  await keepAt(playground, 2);
  await keepAt(playground, 3);
  await list.getByRole('textbox', { name: /, step 3$/ }).fill('first');
  await list.getByRole('textbox', { name: /, step 3$/ }).press('Enter');
  await expect(list.getByRole('button', { name: 'Open first' })).toBeVisible();
  await playground.rewind();
  await keepAt(playground, 3);
  await keepAt(playground, 4);
  await playground.rewind();
  await keepAt(playground, 4);
  await keepAt(playground, 5);
  const { kept } = await playground.messageAfter('runs.listed', () =>
    playground.send({ type: 'runs.list' }),
  );
  // room for these three; the one that an undo would bring back stays too
  await playground.send({ type: 'runs.budget', bytes: kept.usedBytes + 1000 });
  await expect(notes(playground)).toBeHidden();
  await playground.rewind();
  await keepAt(playground, 6);
  await expect(notes(playground)).toContainText('the oldest unnamed run was removed: Alice');
  await expect(notes(playground)).toContainText('LSTM, step 4. Name a run to keep it.');
  await expectSteps(playground, [6, 5, 3]);
  await list.getByRole('button', { name: /^Back to / }).click();
  await expect(list.getByRole('button', { name: /^Back to / })).toBeHidden();
});

test('a disk without room: the page says so, trains on, and keeps again when there is room', async ({
  playground,
}) => {
  const { page } = playground;
  await armWorker(page);
  await playground.open(smallNet);
  await keepAt(playground, 2);
  await cause(page, 'disk full');
  await playground.stepTo(3);
  await expect(notes(playground)).toContainText('The browser has no room for this run');
  await expect(page.getByText('Not kept in this browser since step 2')).toBeVisible();
  await expect(page.getByText('Kept in this browser at step', { exact: false })).toHaveCount(0);
  await playground.stepTo(5);
  await cause(page, 'disk has room');
  await keepAt(playground, 6);
  await expect(notes(playground)).toBeHidden();
  await playground.open(smallNet);
  await expect(offer(playground)).toContainText('was kept at step 6');
});

test('kept runs compare: curves under the present one, what differs, and a way back', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...smallNet, hiddenSize: 12, learningRate: 0.05 });
  await playground.stepTo(12);
  await playground.messageAfter('validation.result', () =>
    playground.button('Validate now').click(),
  );
  await keepAt(playground, 13);
  const before = await valuesOf(playground);
  await playground.open(smallNet);
  await keepAt(playground, 3);
  const list = await listOf(playground);
  await list.getByRole('textbox', { name: /, step 13$/ }).fill('narrow, fast');
  await list.getByRole('textbox', { name: /, step 13$/ }).press('Enter');
  await expect(list.getByRole('checkbox', { name: /, step 3$/ })).toBeDisabled();
  await list.getByRole('checkbox', { name: 'Compare narrow, fast' }).check();

  const legend = page.getByRole('region', { name: 'Loss' }).getByRole('list', {
    name: 'Compared runs',
  });
  await expect(legend.getByRole('listitem')).toHaveText([/narrow, fast/]);
  await expect(legend).not.toContainText('no losses');
  const drawn = () =>
    page.locator('line-chart.loss').evaluate((chart) => {
      const { series } = chart as unknown as {
        series: { label: string; width: number; points: { x: number }[] }[];
      };
      const lines = series.map(({ label, width, points }) => ({
        label,
        width,
        last: points.at(-1)?.x,
      }));
      return lines;
    });
  await expect
    .poll(async () => (await drawn()).find(({ label }) => label === 'narrow, fast')?.last)
    .toBe(13);
  const lines = await drawn();
  const width = (name: string) => lines.find(({ label }) => label === name)!.width;
  expect(width('narrow, fast')).toBeLessThan(width('training, smoothed'));

  await expectAccessible(playground, 'kept runs compared');
  const table = list.getByRole('table', { name: 'What differs' });
  await expect(table.getByRole('columnheader')).toHaveText(['Current run', 'narrow, fast']);
  await expect(table.getByRole('rowheader')).toHaveText([
    'Hidden size',
    'Learning rate',
    'Step',
    'Validation loss',
  ]);
  await expect(table.getByRole('row', { name: /^Hidden size/ })).toContainText(/16\s*12/);
  await expect(table.getByRole('row', { name: /^Step/ })).toContainText(/3\s*13/);

  const download = page.waitForEvent('download');
  await playground.button('Save curves as CSV').click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.split('\n')[0]).toContain('"loss of narrow, fast"');
  expect(csv.trimEnd().split('\n').at(-1)).toMatch(/^13,/);
  await page.getByLabel('with compared runs').uncheck();
  const alone = page.waitForEvent('download');
  await playground.button('Save curves as CSV').click();
  expect(await readFile(await (await alone).path(), 'utf8')).not.toContain('narrow');

  await table.getByRole('button', { name: 'Go back to narrow, fast' }).click();
  await expect(dialog(playground)).toContainText(
    'Open narrow, fast? It replaces the net you trained for 3 steps.',
  );
  await playground.messageAfter('run.loaded', () =>
    dialog(playground).getByRole('button', { name: 'Open', exact: true }).click(),
  );
  expect(await valuesOf(playground)).toEqual(before);
  // the present run is not compared with itself
  await expect(legend).toHaveCount(0);
  await expect(table).toHaveCount(0);
});
