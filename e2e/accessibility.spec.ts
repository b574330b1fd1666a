/** No violation that axe knows of, in every state of the page, light and dark. */
import type { Locator } from '@playwright/test';
import { expectAccessible, expectReadable, setColours } from './support/accessible.ts';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { isThorough } from './support/thorough.ts';

test.use({ triesSteps: true });

test('no violations in light or dark colours', async ({ playground }) => {
  // axe reads the whole page a dozen times
  test.setTimeout(300_000);
  const { page } = playground;
  // one thread: a core is left for axe while a net trains
  const settings = { ...smallNet, prompt: 'Alice ☃', line: 'Alice ☃ was', topK: 500 };
  await playground.open(settings, '?threads=1');
  let looks = 0;
  const look = async (state: string, within?: Locator) => {
    await setColours(playground, 'light');
    await expectAccessible(playground, state, within);
    // the same colours stand in every state
    if (!isThorough && looks++ % 3 > 0) return;
    await setColours(playground, 'dark');
    await expectReadable(playground, `${state}, dark`, within);
  };
  await look('fresh');
  await playground.button('Present').click();
  await expect(playground.output('Engine')).toHaveCount(0);
  await look('presenting');
  await playground.button('Clip off').click();
  await expect(playground.button('Stay here')).toBeVisible({ timeout: 0 });
  await look('an experiment, presented');
  await playground.button('Go back').click();
  await playground.netIsReady();
  await playground.button('Present').click();
  await playground.button('Close Sample').click();
  await look('a view closed');
  await playground.button('Show Sample').click();
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await playground.button('Copy link').click();
  await expect(page.getByRole('dialog', { name: 'Copy this link' })).toBeVisible();
  await look('a link to copy by hand');
  await page.keyboard.press('Escape');

  await playground.messageAfter('sample.ended', () => playground.button('Generate').click());
  await playground.train();
  await playground.reached(20);
  await look('training');
  // at rest, so that the net and axe do not share two cores; what is shown is the same
  await playground.pause();
  const tabs = page.getByRole('tab');
  for (let at = 0; at < (await tabs.count()); at++) {
    const tab = tabs.nth(at);
    await tab.click();
    const panel = page.getByRole('tabpanel');
    await expect(panel.locator('*').first()).toBeVisible();
    // the rest of the page is as it was
    await look(`trained, ${(await tab.innerText()).trim()} open`, at === 0 ? undefined : panel);
  }
  await tabs.last().press('Escape');

  await page.getByText('Preview', { exact: true }).click();
  await page.getByText('Symbols by count').first().click();
  await page.getByText('Show as table').click();
  await playground.output('Sampled text').press('Home');
  await expect(page.getByRole('list', { name: 'Most likely characters' })).toBeVisible();
  await look('everything unfolded');

  await playground.select('Cell').selectOption('gru');
  await expect(page.getByRole('dialog', { name: 'Cell GRU needs a new net.' })).toBeVisible();
  await look('asking for a new net');
  await playground.button('Keep the weights').click();

  await playground.button('Plan').click();
  await expect(page.getByRole('dialog', { name: 'What the net is made of' })).toBeVisible();
  await look('plan');
  await playground.button('Close').click();
  await playground.button('Paste a text').click();
  await look('paste');
  await playground.button('Cancel').click();

  await playground.choose('empty.txt', '');
  await expect(playground.alert).toContainText('empty');
  await look('error');
});
