/** What is dropped, chosen or pasted beside a text, and words of more than one line. */
import { mkdir, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const ownText = 'Sphinx of black quartz, judge my vow: it was a dull day in December.\n'.repeat(60);

/** Dispatches a drop, or a paste, of files made in the page. */
async function bring(
  page: Page,
  type: 'drop' | 'paste',
  files: [name: string, content: string, type: string][],
  words: Record<string, string> = {},
): Promise<void> {
  await page.evaluate(
    ([kind, list, strings]) => {
      const data = new DataTransfer();
      for (const [name, content, type] of list) data.items.add(new File([content], name, { type }));
      for (const [type, words] of Object.entries(strings)) data.setData(type, words);
      const options = { bubbles: true, composed: true, cancelable: true };
      const target = document.querySelector('playground-app') as Element;
      target.dispatchEvent(
        kind === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, ...options })
          : new ClipboardEvent('paste', { clipboardData: data, ...options }),
      );
    },
    [type, files, words] as const,
  );
}

test('of what is dropped, chosen or pasted at once each is told what became of it', async ({
  playground,
}, testInfo) => {
  const { page } = playground;
  await playground.open(smallNet);
  await test.step('several files', async () => {
    const notes = page.getByRole('status', { name: 'Notes' });
    await playground.messageAfter('net.ready', () =>
      bring(page, 'drop', [
        ['first.txt', ownText, 'text/plain'],
        ['second.txt', ownText, 'text/plain'],
        ['run.safetensors', '', ''],
      ]),
    );
    expect((await playground.textInfo()).name).toBe('first.txt');
    await expect(notes).toContainText('Opening “first.txt”. Not opened: “second.txt”.');
    await expect(notes).toContainText('Not loaded: “run.safetensors”. Drop it again once');
    await expect(playground.alert).toHaveCount(0);
    await playground.messageAfter('net.ready', () =>
      page.getByLabel('Upload a text').setInputFiles(
        ['third.txt', 'fourth.txt'].map((name) => ({
          name,
          mimeType: 'text/plain',
          buffer: Buffer.from(`${ownText}${name}`),
        })),
      ),
    );
    expect((await playground.textInfo()).name).toBe('third.txt');
    await expect(notes).toContainText('Not opened: “fourth.txt”.');
    // nothing is said any more of what was brought before
    await expect(notes).not.toContainText('first.txt');
    await playground.messageAfter('net.ready', () =>
      playground.select('Text').selectOption('alice'),
    );
    await expect(notes).toBeHidden();
  });

  await test.step('a folder is named, and a file beside it opened', async () => {
    const folder = testInfo.outputPath('My poems');
    const file = testInfo.outputPath('one.txt');
    await mkdir(folder, { recursive: true });
    await writeFile(file, ownText);
    const devTools = await page.context().newCDPSession(page);
    /** As the desktop does: with paths. */
    const drop = async (files: string[]) => {
      const data = { items: [], files, dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await devTools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
      }
    };
    const notes = page.getByRole('status', { name: 'Notes' });
    await drop([folder]);
    await expect(notes).toContainText('“My poems” is a folder. Drop a file from it.');
    expect((await playground.textInfo()).name).toBe('alice');
    await playground.messageAfter('net.ready', () => drop([folder, file]));
    expect((await playground.textInfo()).name).toBe('one.txt');
    await expect(notes).toContainText('“My poems” is a folder.');
    await expect(playground.alert).toHaveCount(0);
  });

  await test.step('words before the picture beside them; a picture alone is named', async () => {
    const cells = 'lamp\tdoor\nboat\tgull\n'.repeat(60);
    const picture = '\u0089PNG\r\n\u001a\n';
    await playground.messageAfter('net.ready', () =>
      bring(page, 'paste', [['image.png', picture, 'image/png']], {
        'text/plain': cells,
        'text/html': '<table></table>',
      }),
    );
    expect(await playground.textInfo()).toMatchObject({
      source: 'paste',
      tokens: cells.length,
    });
    await bring(page, 'paste', [['image.gif', 'GIF89a\u0001\u0000\u0001', 'image/gif']]);
    await expect(playground.alert).toContainText('image.gif, looks like a GIF image');
    await bring(page, 'paste', [], { 'text/html': '<b>words</b>' });
    await expect(page.getByRole('status', { name: 'Notes' })).toContainText('formatted text only');
  });
});

test('line breaks in Prompt and Line are shown, kept and linked', async ({ playground }) => {
  const { page } = playground;
  await playground.open(smallNet);
  for (const name of ['Prompt', 'Line']) {
    const field = playground.words(name);
    await field.fill('ROMEO:');
    await field.press('Enter');
    await expect(field).toHaveValue('ROMEO:');
    await field.press('Shift+Enter');
    await expect(field).toHaveValue('ROMEO:\n');
    await field.press('Tab');
    await expect(field).toHaveValue('ROMEO:\n');
    await expect(page.locator('words-field', { has: field }).locator('.breaks b')).toHaveText('↵');
  }
  await expect.poll(() => page.url()).toContain('prompt=ROMEO%3A%0A&line=ROMEO%3A%0A');
  const { hash } = new URL(page.url());
  await playground.loadAddress(`/${hash}`);
  await playground.netIsReady();
  await expect(playground.words('Prompt')).toHaveValue('ROMEO:\n');
  expect(await playground.settings()).toMatchObject({ prompt: 'ROMEO:\n', line: 'ROMEO:\n' });
  await expect(page.getByRole('region', { name: 'Gates' }).getByText('↵').last()).toBeVisible();
  await playground.messageAfter('sample.ended', () => playground.button('Generate').click());
  await expect(playground.output('Sampled text')).toHaveAttribute('data-prompt', 'ROMEO:\n');
});
