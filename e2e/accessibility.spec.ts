/** No violation that axe knows of, in every state of the page, light and dark. */
import { expectAccessible } from './support/accessible.ts';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no violations in ${colorScheme} colours`, async ({ playground }) => {
    // axe reads the whole page a dozen times
    test.setTimeout(300_000);
    const { page } = playground;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await playground.open({ ...smallNet, prompt: 'Alice ☃', line: 'Alice ☃ was', topK: 500 });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await expectAccessible(playground, 'fresh');
    await playground.button('Present').click();
    await expect(playground.output('Engine')).toHaveCount(0);
    await expectAccessible(playground, 'presenting');
    await playground.button('Clip off').click();
    await expect(playground.button('Stay here')).toBeVisible({ timeout: 0 });
    await expectAccessible(playground, 'an experiment, presented');
    await playground.button('Go back').click();
    await playground.netIsReady();
    await playground.button('Present').click();
    await playground.button('Close Sample').click();
    await expectAccessible(playground, 'a view closed');
    await playground.button('Show Sample').click();
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await playground.button('Copy link').click();
    await expect(page.getByRole('dialog', { name: 'Copy this link' })).toBeVisible();
    await expectAccessible(playground, 'a link to copy by hand');
    await page.keyboard.press('Escape');

    await playground.messageAfter('sample.ended', () => playground.button('Generate').click());
    await playground.train();
    await playground.reached(20);
    await expectAccessible(playground, 'training');
    const tabs = page.getByRole('tab');
    for (let at = 0; at < (await tabs.count()); at++) {
      const tab = tabs.nth(at);
      await tab.click();
      await expect(page.getByRole('tabpanel').locator('*').first()).toBeVisible();
      await expectAccessible(playground, `training, ${(await tab.innerText()).trim()} open`);
    }
    await tabs.last().press('Escape');
    await playground.pause();

    await page.getByText('Preview', { exact: true }).click();
    await page.getByText('Symbols by count').first().click();
    await page.getByText('Show as table').click();
    await playground.output('Sampled text').press('Home');
    await expect(page.getByRole('list', { name: 'Most likely characters' })).toBeVisible();
    await expectAccessible(playground, 'everything unfolded');

    await playground.select('Cell').selectOption('gru');
    await expect(page.getByRole('dialog', { name: 'Cell GRU needs a new net.' })).toBeVisible();
    await expectAccessible(playground, 'asking for a new net');
    await playground.button('Keep the weights').click();

    await playground.button('Plan').click();
    await expect(page.getByRole('dialog', { name: 'What the net is made of' })).toBeVisible();
    await expectAccessible(playground, 'plan');
    await playground.button('Close').click();
    await playground.button('Paste a text').click();
    await expectAccessible(playground, 'paste');
    await playground.button('Cancel').click();

    await playground.choose('empty.txt', '');
    await expect(playground.alert).toContainText('empty');
    await expectAccessible(playground, 'error');
  });
}
