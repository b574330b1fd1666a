/** A plain network over a window: chosen, trained, kept, linked, and given numbers of one’s own with classes. */
import { reloadAndContinue } from './support/kept.ts';
import { expect, test } from './support/test.ts';

const rows = Array.from({ length: 60 }, (_, at) => {
  const isUp = at % 10 < 5;
  return `${(isUp ? 1 : -1) + at / 1000},${isUp ? 'up' : 'down'}`;
});

test('a plain network over a window tells what is going on', async ({ playground }) => {
  const { page } = playground;
  const tags = page.getByRole('region', { name: 'Tags', exact: true });
  await playground.open({ hiddenSize: 16 });
  await playground.messageAfter('net.ready', () =>
    playground.select('Task').selectOption('What is going on?'),
  );
  await playground.netIsReady();
  await playground.messageAfter('net.ready', () =>
    playground.select('Cell').selectOption('plain network'),
  );
  await playground.messageAfter('net.ready', () => playground.setField('Window', 4));
  const wrong = tags.getByRole('list', { name: 'Held-out examples' }).getByRole('listitem');
  await expect(wrong.first()).toContainText(/✗ \w+\s+\d+ %\s+gold \w+/);
  await playground.train();
  const accuracy = () => playground.number('Accuracy');
  await expect.poll(accuracy, { timeout: 0 }).toBeGreaterThan(0.7);
  await playground.pause();
  await playground.settled();
  const step = await playground.number('Step');
  await tags.getByLabel('Line', { exact: true }).fill('0 0 1 rest / 0.1 0 1 rest');
  const typed = page.getByLabel('Answers for the typed text');
  await expect(typed.locator('.word')).toHaveCount(2);

  // a weight of the window, over both time steps of that line
  await page.getByRole('tab', { name: 'Check the gradient' }).click();
  await expect(playground.output('Verdict')).toContainText('gree');
  await expect(page.getByRole('tabpanel')).toContainText(/the preactivation of a of unit \d+/);

  // the link says what it is, and the run goes on after a reload
  await expect(page).toHaveURL(/task=activity.*cell=plain.*window=4/);
  await reloadAndContinue(playground);
  await expect.poll(accuracy).toBeGreaterThan(0.7);
  await playground.stepTo(step + 1);

  await playground.messageAfter('net.ready', async () => {
    await playground.choose('own.csv', ['x,class', ...rows, '1'].join('\n'));
    await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  });
  expect((await playground.textInfo()).rows).toMatchObject({ total: 60, refused: 1 });
  await expect(tags).toContainText('gold up');
  // a bad file leaves what is there
  await playground.choose('bad.csv', ['x,class', ...rows.map(() => '1,up')].join('\n'));
  await expect(playground.alert).toContainText('there is one class alone: column class, class up');
  expect((await playground.textInfo()).rows?.total).toBe(60);
});
