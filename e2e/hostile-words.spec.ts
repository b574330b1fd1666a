/** Words that would be commands, or turn their surroundings around: shown as what they are. */
import type { Locator } from '@playwright/test';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

/** Turns all that follows around, until something ends it. */
const turn = '\u202e';
const image = '<img src=x onerror=alert(1)>';
const script = '<script>alert(2)</script>';
const line = `${image}${turn}${script} \u05e9\u05dc\u05d5\u05dd & {{1}}\n`;
const name = `${script}${image}\u05d0\u05d1${turn}gpj.txt`;
const shownName = `${script}${image}\u05d0\u05d1U+202Egpj.txt`;

/** Whether the first of these words of ours stands on the screen with its first letter left of its last: lines break after it. */
async function expectLeftToRight(within: Locator, words: string): Promise<void> {
  const [first, last] = await within.first().evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const at = node.data.indexOf(wanted);
      if (at < 0) continue;
      return [at, at + wanted.split(' ')[0].length - 1].map((offset) => {
        const range = document.createRange();
        range.setStart(node, offset);
        range.setEnd(node, offset + 1);
        return range.getBoundingClientRect().left;
      });
    }
    throw new Error(`no text node holds “${wanted}”`);
  }, words);
  expect(first, words).toBeLessThan(last);
}

test('HTML and marks of direction in a text, its name, a prompt, a sample: shown as text', async ({
  playground,
}) => {
  const { page } = playground;
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await playground.open({ ...smallNet, hiddenSize: 32, learningRate: 0.02, sampleLength: 200 });
  await playground.upload(name, line.repeat(100));
  expect((await playground.textInfo()).name).toBe(name);
  const chosen = playground.select('Text').locator('option:checked');
  await expect(chosen).toHaveText(`\u2068${shownName}\u2069`);

  await page.getByText('Preview', { exact: true }).click();
  const preview = page.getByLabel('Start of the text', { exact: true });
  await expect(preview).toHaveText((await playground.textInfo()).preview);
  await page.getByText('Symbols by count', { exact: true }).click();
  const symbols = page.getByRole('list', { name: 'Symbols by count' });
  await expect(symbols).toContainText('U+202E');
  await expectLeftToRight(page.getByText('Read as utf-8'), 'Read as utf-8');

  await playground.words('Prompt').fill(`${turn}${image.slice(0, 4)}\u05ea\u05d0`);
  await playground.setField('Temperature', 0);
  const sample = page.getByRole('region', { name: 'Sample', exact: true });
  const output = playground.output('Sampled text');
  // until the net knows the line by heart, however many steps a machine makes in between
  let written = '';
  for (let goal = 250; ![image.slice(4), script].every((words) => written.includes(words));) {
    goal = (await playground.trainTo(goal)) + 100;
    written = await playground.sampled(() => playground.button('Generate').click());
  }
  await expect(sample.locator('.copied')).toBeVisible();
  await expect(output).toHaveText(written);
  await expect(sample.getByText('left out of the prompt')).toContainText(
    '\u2068\u05ea \u05d0\u2069',
  );
  await output.focus();
  await page.keyboard.press('End');
  for (const words of ['characters, started at step', 'drawn with probability', 'Save text']) {
    await expectLeftToRight(sample.getByText(words), words);
  }
  await expectLeftToRight(sample.locator('.copied'), 'Longest passage');

  await playground.words('Line').fill(line.trim());
  await expect(page.locator('gates-panel .characters')).toContainText('<img');
  await playground.choose(name, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]));
  await expect(playground.alert).toContainText(`\u2068${shownName}\u2069`);
  await expectLeftToRight(playground.alert, 'Choose a text file');

  expect(dialogs).toEqual([]);
  await expect(page.locator('img, script:not([src])')).toHaveCount(0);
});
