/** A list of names: chosen, learned, drawn as whole lines; tables with a column of choice; bad rows. */
import type { Locator } from '@playwright/test';
import { continueOffered, reloadAndContinue, valuesOf } from './support/kept.ts';
import { linkTo, type Playground, smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const small = { ...smallNet, sampleLength: 20 };
const people = ['Ann', 'Bob', 'Cid', 'Dora', 'Eve', 'Finn', 'Gus', 'Hal'];
const table = ['name,city', ...people.map((name) => `${name},Town of ${name}`)].join('\n');

const rowsOf = (playground: Playground): Locator =>
  playground.page.getByRole('list', { name: 'Sampled lines' }).getByRole('listitem');

/** Draws and waits for all lines: what a message brings is on screen with the next frame. */
async function draw(playground: Playground): Promise<string[]> {
  await playground.messageAfter('sample.ended', () => playground.button('Generate').click());
  await playground.framesPass(2);
  await expect(rowsOf(playground)).toHaveCount(small.sampleLength);
  return rowsOf(playground).allInnerTexts();
}

test('names are chosen by the task, learned, and drawn as lines that are counted', async ({
  playground,
}) => {
  await playground.open(small);
  await playground.messageAfter('net.ready', () =>
    playground.select('Task').selectOption('Invent lines'),
  );
  await playground.netIsReady();
  expect((await playground.textInfo()).name).toBe('first-names');
  await playground.trainTo(20);
  const rows = await draw(playground);
  for (const row of rows) expect(row).toMatch(/ *(new|in the list|repeated)/);
  const counts = playground.page.locator('sample-panel .counts');
  await expect(counts).toContainText('Of 20 lines');
  const shares = [...(await counts.innerText()).matchAll(/(\d+) %/g)].map(([, share]) => +share);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
  const news = rows.filter((row) => /\bnew\b/.test(row)).length;
  expect(shares[0]).toBe(Math.round((100 * news) / rows.length));
  // with letters of one's own
  await playground.words('Prompt').fill('Ma');
  for (const row of await draw(playground)) expect(row).toMatch(/^Ma/);
  // what they begin with
  await playground.page.getByText('How lines begin', { exact: true }).click();
  await expect(playground.page.getByRole('img', { name: /How lines begin/ })).toBeVisible();
});

test('a table is read by the column of choice, and a bad row is named by its number', async ({
  playground,
}) => {
  await playground.open({ ...small, task: 'lines' });
  await playground.messageAfter('net.ready', () => playground.choose('people.csv', table));
  await expect(playground.select('Column')).toHaveValue('name');
  expect((await playground.textInfo()).rows).toMatchObject({ total: 8, refused: 0 });
  await playground.messageAfter('net.ready', () =>
    playground.select('Column').selectOption('city'),
  );
  expect((await playground.textInfo()).preview).toContain('Town of ');
  const bad = table.replace('Cid,Town of Cid', 'Cid');
  await playground.messageAfter('net.ready', () => playground.choose('people.csv', bad));
  await playground.button('Which one?').click();
  const unused = playground.page.getByRole('list', { name: 'Unused rows' });
  await expect(unused.getByRole('listitem')).toHaveCount(1);
  await expect(unused).toContainText('Row 4:');
  await expect(playground.page.getByRole('group', { name: /^Next batch/ })).toBeVisible();
});

test('a file without one row that can be used leaves the net as it is', async ({ playground }) => {
  await playground.open({ ...small, task: 'lines' });
  await playground.trainTo(5);
  const before = await valuesOf(playground);
  await playground.choose('header.csv', 'name,city\n');
  await expect(playground.alert).toContainText(/row/i);
  await playground.button('Dismiss').click();
  expect(await valuesOf(playground)).toEqual(before);
  expect((await playground.textInfo()).name).toBe('first-names');
  await playground.trainTo(before.step + 3);
});

test('a reload offers the run of a list, which goes on', async ({ playground }) => {
  await playground.open({ ...small, task: 'lines' });
  const step = await playground.trainTo(10);
  await playground.keptAt(step);
  const before = await valuesOf(playground);
  await playground.loadAddress(`/${linkTo({ ...small, task: 'lines' })}`);
  await continueOffered(playground);
  expect(await valuesOf(playground)).toEqual(before);
  await playground.trainTo(step + 5);
  await draw(playground);
});

test('a language of known chances shows how well it can be said at best, and is in the link', async ({
  playground,
}) => {
  await playground.open(small);
  await playground.messageAfter('net.ready', () =>
    playground.select('Task').selectOption('Reber grammar'),
  );
  await playground.netIsReady();
  await playground.trainTo(20);
  const { result } = await playground.messageAfter('validation.result', () =>
    playground.button('Validate now').click(),
  );
  const { knownLoss } = await playground.textInfo();
  await expect(playground.page.getByText('At best')).toBeVisible();
  const excess = (result.loss / (knownLoss?.heldOut ?? NaN) - 1) * 100;
  await expect(playground.output('Excess')).toHaveText(`${excess.toFixed(1)} %`);
  await expect(playground.page).toHaveURL(/task=reber/);
});

test('names of a kind are drawn by label, from the built-in lists and from a table', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(small);
  await playground.messageAfter('net.ready', () =>
    playground.select('Task').selectOption('A name of this kind'),
  );
  await playground.netIsReady();
  await playground.setField('Sample length', small.sampleLength);
  await playground.trainTo(40);
  for (const [at, row] of (await draw(playground)).entries()) {
    expect(row.startsWith(['animal', 'first name', 'plant'][at % 3])).toBe(true);
  }
  const counts = page.getByRole('table', { name: 'Drawn by label' });
  await expect(counts.getByRole('row')).toHaveCount(4);
  await playground.select('Label').selectOption('plant');
  for (const row of await draw(playground)) expect(row).toMatch(/^plant /);
  await expect(counts.getByRole('row')).toHaveCount(2);
  await expect(page).toHaveURL(/task=labelled-names/);
  await expect(page).toHaveURL(/label=plant/);

  // the run is kept, and goes on after a reload
  const step = await playground.number('Step');
  await playground.keptAt(step);
  await reloadAndContinue(playground);
  for (const row of await draw(playground)) expect(row).toMatch(/^plant /);
  await playground.stepTo(step + 2);

  const rows = people.map((name, at) => `${at % 2 ? 'odd' : 'even'},${name}`);
  await playground.messageAfter('net.ready', async () => {
    await playground.choose('own.csv', ['label,text', ...rows, 'odd'].join('\n'));
    await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  });
  expect((await playground.textInfo()).rows).toMatchObject({ total: 8, refused: 1 });
  await expect(playground.select('Label').getByRole('option')).toHaveText([
    ...['each in turn', 'even', 'odd'],
  ]);
  // a bad file leaves what is there
  await playground.choose('bad.csv', 'odd,Ann\nodd,Bob');
  await expect(playground.alert).toContainText('all rows have the same label: label odd');
  expect((await playground.textInfo()).rows?.total).toBe(8);
});
