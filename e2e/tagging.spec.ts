/** Who is a name here? Tags that are learned, looked at, and bounded by how far ahead a net may read. */
import { expectAccessible } from './support/accessible.ts';
import { reloadAndContinue } from './support/kept.ts';
import type { Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const panel = ({ page }: Playground) => page.getByRole('region', { name: 'Tags', exact: true });
const score = (playground: Playground) => playground.number('Entity F1');
const typed = ({ page }: Playground) => page.getByLabel('Answers for the typed text');

/** Trains until what the page shows says so, however long it takes. */
async function trainUntil(playground: Playground, f1: number): Promise<number> {
  await playground.train();
  await expect.poll(() => score(playground), { timeout: 0 }).toBeGreaterThan(f1);
  await playground.pause();
  await playground.settled();
  return playground.number('Step');
}

test('tags names, shows what is wrong, and cannot know more than it has read', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ hiddenSize: 24 });
  await playground.messageAfter('net.ready', () =>
    playground.select('Task').selectOption('Who is a name here?'),
  );
  await playground.netIsReady();
  const sentences = panel(playground).getByRole('list', { name: 'Held-out sentences' });
  // untrained, it is wrong, and says so of each sentence and word
  await expect(panel(playground)).toContainText('these are the first.');
  await expect(sentences.getByRole('listitem').first()).toContainText(/✗ \S+\s+\d+ %\s+gold \S+/);
  await expect(page.getByRole('region', { name: 'Sample', exact: true })).toHaveCount(0);

  const step = await trainUntil(playground, 0.9);
  await expect(panel(playground)).toContainText('Best possible with all words known: 1.000.');
  const line = panel(playground).getByLabel('Sentence', { exact: true });
  await line.fill('He said, “Ulrich Zzyzx is a great President.”');
  await expect(typed(playground)).toContainText(/Zzyzx\s+[BIO]\S*\s+\d+ %/);
  await expect(panel(playground)).toContainText(/read as <UNK>.*Zzyzx/);
  await expect(typed(playground).locator('.word')).toHaveCount(12);

  await expectAccessible(playground, 'tags');

  // the run is kept, and goes on after a reload
  await reloadAndContinue(playground);
  await expect.poll(() => score(playground)).toBeGreaterThan(0.9);
  await playground.stepTo(step + 2);

  // who answers at once
  await page.getByRole('tab', { name: 'Look-ahead', exact: true }).click();
  await playground.messageAfter('net.ready', async () => {
    await playground.select('Look-ahead').selectOption('0 words');
    await playground.button('New net').click();
  });
  const bound = panel(playground).locator('.bound');
  await expect(bound).toContainText('Best possible with a look-ahead of 0 words: 0.801.');
  await trainUntil(playground, 0.7);
  // 444 sentences are not all that could be said
  await expect.poll(() => score(playground)).toBeLessThan(0.84);
  const rows = page.getByRole('tabpanel').getByRole('row');
  await expect(rows.filter({ hasText: 'current net' })).toHaveText(
    /^\s*0 words ← current net\s+0\.801/,
  );
  await expectAccessible(playground, 'look-ahead');
});

test('finds names where none was trained, which the plain network beside it cannot', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ hiddenSize: 16 });
  await playground.messageAfter('net.ready', () =>
    playground.select('Task').selectOption('Is this word part of a name?'),
  );
  await playground.netIsReady();
  await expect(panel(playground)).toContainText(
    'plain network, which has 1.00 in words 1–4: 0.000',
  );
  await playground.train();
  const found = () => playground.number('F1 of words');
  await expect.poll(found, { timeout: 0 }).toBeGreaterThan(0.9);
  await playground.pause();
  await panel(playground)
    .getByLabel('Sentence', { exact: true })
    .fill('Yesterday in Rome after lunch Zzyzx was late for dinner.');
  await expect(typed(playground)).toContainText(/Rome\s+0\s+\d+ %/);
  await expect(playground.field('Held out')).toBeDisabled();
  await expect(page).toHaveURL(/task=is-name/);
  await playground.settled();
  await reloadAndContinue(playground);
  await expect.poll(found).toBeGreaterThan(0.9);

  const rows = ['Ann/B-PER met/O us/O', 'Then/O once/O more/O we/O met/O Ann/B-PER'];
  await playground.messageAfter('net.ready', async () => {
    await playground.choose('own.txt', [...rows, 'Ann'].join('\n'));
    await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  });
  expect((await playground.textInfo()).rows).toMatchObject({ train: 1, heldOut: 1, refused: 1 });
  // a bad file leaves what is there
  await playground.choose('bad.txt', rows[1]);
  await expect(playground.alert).toContainText('no sentence has names in its first 4 words alone');
  expect((await playground.textInfo()).rows?.total).toBe(2);
});
