/** One class for a whole text: chosen, learned, looked at, kept, linked, and read from a table of one's own. */
import { expectAccessible } from './support/accessible.ts';
import { reloadAndContinue } from './support/kept.ts';
import type { Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const panel = ({ page }: Playground) => page.getByRole('region', { name: 'Classes', exact: true });
const typed = ({ page }: Playground) => page.getByLabel('Answers for the typed text');
const table = (rows: string[]) => ['label,text', ...rows].join('\n');
const rows = Array.from({ length: 40 }, (_, at) =>
  at % 2 === 0 ? `plus,"fine, number ${at}"` : `minus,bad number ${at}`,
);

test('tells praise from complaint, and learns from a table of one’s own', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ hiddenSize: 24 });
  await playground.messageAfter('net.ready', () =>
    playground.select('Task').selectOption('Is it praise?'),
  );
  await playground.netIsReady();
  // untrained, it is wrong, and says so of each text
  const texts = panel(playground).getByRole('list', { name: 'Held-out texts' });
  await expect(texts.getByRole('listitem').first()).toContainText(/✗ (yes|no)\s+\d+ %\s+gold/);
  await playground.train();
  await expect.poll(() => playground.number('Accuracy'), { timeout: 0 }).toBeGreaterThan(0.9);
  await playground.pause();
  await playground.settled();
  const step = await playground.number('Step');
  await expect(panel(playground)).toContainText(/bag of words: 0\.[56]/);
  await panel(playground)
    .getByLabel('Text', { exact: true })
    .fill('The food was great, but the service was slow.');
  const odds = typed(playground).getByRole('table', { name: 'How likely each class is' });
  await expect(odds.getByRole('row')).toHaveText([/no\s+\d+ %/, /yes\s+\d+ %/]);
  await expectAccessible(playground, 'tags');

  // the link says what it is, and the run goes on after a reload
  await expect(page).toHaveURL(/task=praise/);
  await reloadAndContinue(playground);
  await expect.poll(() => playground.number('Accuracy')).toBeGreaterThan(0.9);
  await playground.stepTo(step + 1);

  await playground.messageAfter('net.ready', async () => {
    await playground.choose('own.csv', table([...rows, 'plus']));
    await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  });
  expect((await playground.textInfo()).rows).toMatchObject({ total: 40, refused: 1 });
  await playground.button('Which one?').click();
  await expect(page.getByRole('list', { name: 'Unused rows' })).toContainText('Row 42:');
  await expect(panel(playground)).toContainText('minus');
  // a bad file leaves what is there
  await playground.choose('bad.csv', 'plus,fine\nplus,good');
  await expect(page.getByRole('alert')).toContainText('all rows have the same label: label plus');
  expect((await playground.textInfo()).rows?.total).toBe(40);
});
