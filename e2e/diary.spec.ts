/** What comes by itself: samples while it trains, and what steps take on this machine. */
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

test('a diary is written while it trains, beside what a person asks for', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...smallNet, sampleLength: 40 });
  const entries = page.getByRole('list', { name: 'Diary', exact: true }).getByRole('listitem');
  await expect(entries).toHaveCount(0);
  const first = await playground.messageAfter('diary.entry', () => playground.train());
  // where a character is dear there are fewer
  expect([...first.entry.text].length).toBeGreaterThanOrEqual(20);
  expect([...first.entry.text].length).toBeLessThanOrEqual(100);
  await expect(entries.last()).toContainText(/^Step [\d,]+, loss \d\.\d\d/);
  await expect(playground.output('Sampled text')).toHaveText('');

  const sampled = await playground.sampled(() => playground.button('Generate').click());
  expect([...sampled]).toHaveLength(40);
  await playground.messageAfter('diary.entry', () => Promise.resolve());
  await expect(entries.nth(1)).toBeVisible();
  expect(await playground.output('Sampled text').textContent()).toBe(sampled);

  await playground.pause();
  await expect(entries.first()).toBeVisible();
  await playground.rewind();
  await expect(entries).toHaveCount(0);
});

test('before Train the page says what a step takes, then when the next ones are done', async ({
  playground,
}) => {
  const words = playground.output('Estimated time');
  await playground.open(smallNet);
  await expect(words).toHaveText(/^A step takes (about [\d.]+|less than 1) m?s here$/);
  await playground.train();
  await playground.reached(20);
  await expect(words).toHaveText(/^Next 500 steps: about [\d.]+ (ms|s|min|h)$/);
  await playground.pause();
  await expect(words).toHaveText(/^A step takes /);
});
