/** One text for another: chosen, learned, looked at, kept, linked, and read from a table of one’s own. */
import { expectAccessible } from './support/accessible.ts';
import { reloadAndContinue } from './support/kept.ts';
import type { Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const panel = ({ page }: Playground) => page.getByRole('region', { name: 'Answers', exact: true });
const match = (playground: Playground) => playground.number('Exact match');
const rows = Array.from({ length: 40 }, (_, at) => `${at}!\t${at}`);

test('adds numbers, and learns from pairs of one’s own', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ hiddenSize: 24, heldOut: 2 });
  await playground.messageAfter('net.ready', () =>
    playground.select('Task').selectOption('Add two numbers'),
  );
  await playground.netIsReady();
  // untrained, it is wrong, and says what would be right
  const pairs = panel(playground).getByRole('list', { name: 'Held-out pairs' });
  await expect(pairs.getByRole('listitem').first()).toContainText(/\d+\+\d+ → \d*\s+right: \d+/);
  // some steps more may make it a little worse again
  await playground.train();
  await expect.poll(() => match(playground), { timeout: 0 }).toBeGreaterThan(0.05);
  await playground.pause();
  await playground.settled();
  const step = await playground.number('Step');
  await panel(playground).getByLabel('To be read', { exact: true }).fill('12+34');
  const answers = panel(playground).getByRole('list', { name: 'Answers to the typed text' });
  await expect(answers.getByRole('listitem')).toHaveText([/\d+…? \d+ %/]);
  await expect(panel(playground)).toContainText('Right: 46');
  await expectAccessible(playground, 'pairs');

  // the encoder over the same source; the answer's losses reach back into it; any weight is checked
  await playground.select('Part').selectOption('encoder');
  await expect(page.locator('gates-panel .characters')).toHaveText(/^\s*1\s*2\s*\+\s*3\s*4\s*$/);
  await page.getByRole('tab', { name: 'Gradient through time' }).click();
  await expect(playground.output('Gradient in words')).toContainText('reading of the source');
  await page.getByRole('tab', { name: 'Check the gradient' }).click();
  const weights = page.locator('weight-check-panel select').first();
  await weights.selectOption('encoder.weight_hh_l0');
  await expect(playground.output('Verdict')).toContainText(/agree|Inconclusive/);

  // the link says what it is, and the run goes on after a reload
  await expect(page).toHaveURL(/task=addition/);
  await reloadAndContinue(playground);
  await expect.poll(() => match(playground)).toBeGreaterThan(0.02);
  await playground.stepTo(step + 1);

  await playground.messageAfter('net.ready', async () => {
    await playground.choose('own.tsv', [...rows, 'alone'].join('\n'));
    await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  });
  expect((await playground.textInfo()).rows).toMatchObject({ total: 40, refused: 1 });
  await playground.button('Which one?').click();
  await expect(page.getByRole('list', { name: 'Unused rows' })).toContainText('Row 41:');
  await expect(pairs).toContainText('!');
  // a bad file leaves what is there
  await playground.choose('bad.tsv', 'one\ntwo');
  await expect(page.getByRole('alert')).toContainText('the file has one column only');
  expect((await playground.textInfo()).rows?.total).toBe(40);
});
