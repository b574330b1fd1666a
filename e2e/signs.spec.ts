/** The person's own characters: one sign each, their direction, and texts that hold next to none. */
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const french = 'Quoi\u00a0? Non\u202f! «\u00a0漢字\u00a0»\u0007\t😀 fin';

test('signs of a line, whatever it is written in', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...smallNet, line: french, sampleLength: 30 });
  await test.step('each character has one above its own column, and its code where one points', async () => {
    // one control character alone: a text of many is taken for no text
    const text = `${french.replace('\u0007', '')}\n`.repeat(60);
    await playground.upload('french.txt', `${text}\u0007`);
    await playground.words('Line').fill(french);
    const row = page.locator('gates-panel .characters');
    await expect(row).toHaveText('Quoi⍽?␣Non⎵!␣«⍽漢字⍽»␇⇥😀␣fin');
    const signs = row.locator('span');
    const widths = await signs.evaluateAll((all) =>
      all.map((sign) => {
        const range = document.createRange();
        range.selectNodeContents(sign);
        return range.getBoundingClientRect().width - sign.getBoundingClientRect().width;
      }),
    );
    // what stands in a column is no wider than the column
    expect(Math.max(...widths)).toBeLessThan(1.5);
    await expect(signs.nth(4)).toHaveAttribute('title', 'U+00A0 no-break space');
    await expect(signs.nth(10)).toHaveAttribute('title', 'U+202F narrow no-break space');
    const canvas = page.locator('gate-map canvas').first();
    await canvas.focus();
    for (let column = 1; column <= 4; column++) await canvas.press('ArrowRight');
    await expect(playground.output('Gate value')).toContainText('“⍽ U+00A0”');
  });

  await test.step('texts from right to left begin at the right: line, prompt, preview, sample', async () => {
    const arabic = 'هذا نص عربي قصير.';
    await playground.upload('arabic.txt', `${arabic}\n`.repeat(80));
    await playground.words('Prompt').fill('هذا');
    await playground.words('Line').fill(arabic);
    await playground.messageAfter('sample.compared', () => playground.button('Generate').click());
    await page.getByText('Preview', { exact: true }).click();
    const preview = page.getByLabel('Start of the text', { exact: true });
    const output = playground.output('Sampled text');
    for (const element of [playground.words('Prompt'), playground.words('Line'), preview, output]) {
      await expect(element).toHaveCSS('direction', 'rtl');
    }
    const stop = await preview.evaluate((element, text) => {
      const node = [...element.childNodes].find(
        (child): child is Text => child instanceof Text && child.data.includes(text),
      )!;
      const rectOf = (at: number) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect();
      };
      const start = node.data.indexOf(text);
      return [rectOf(start).left, rectOf(start + text.length - 1).left];
    }, arabic);
    expect(stop[1], 'the full stop ends the line at its left').toBeLessThan(stop[0]);
    await playground.words('Line').fill('to be');
    await expect(playground.words('Line')).toHaveCSS('direction', 'ltr');
  });
});

const fewSymbols = {
  'white space alone': ' \n\t',
  'one character': 'a',
  'line ends alone': '\n',
  'two characters': 'ab',
};

test('a text of next to no symbols has gates, trains, and has axes that say how far', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(smallNet);
  for (const [what, text] of Object.entries(fewSymbols)) {
    await test.step(what, async () => {
      await playground.upload('few.txt', text.repeat(900));
      await expect(page.locator('gates-panel gate-map').first()).toBeVisible();
      await expect(page.locator('loss-panel line-chart').last()).not.toHaveJSProperty('lastX', 30);
      await playground.stepTo(30);
      await expect(page.locator('loss-panel line-chart').last()).toHaveJSProperty('lastX', 30);
      await expect(playground.alert).toHaveCount(0);
      await playground.rewind();
    });
  }
});
