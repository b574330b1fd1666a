/** What is dropped, chosen or pasted beside a text, and words of more than one line. */
import { mkdir, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
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
  const names = async () => (await playground.textInfo()).files?.map(({ name }) => name);
  await test.step('several files, and what is packed in one of them', async () => {
    const notes = page.getByRole('status', { name: 'Notes' });
    await playground.messageAfter('net.ready', () =>
      bring(page, 'drop', [
        ['2.txt', ownText, 'text/plain'],
        ['10.txt', ownText, 'text/plain'],
        ['run.safetensors', '', ''],
      ]),
    );
    expect(await playground.textInfo()).toMatchObject({
      ...{ name: '2.txt + 1', tokens: 2 * ownText.length + 1 },
      files: [
        { name: '2.txt', from: 0, characters: ownText.length },
        { name: '10.txt', from: ownText.length + 1 },
      ],
    });
    await expect(notes).toContainText('Not loaded: “run.safetensors”. Drop it again once');
    await expect(playground.alert).toHaveCount(0);
    const packed = zipSync({
      'b/a.txt': strToU8(ownText),
      'b.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d),
    });
    await playground.messageAfter('net.ready', () =>
      page.getByLabel('Upload a text').setInputFiles([
        { name: 'third.txt', mimeType: 'text/plain', buffer: Buffer.from(ownText) },
        { name: 'fourth.zip', mimeType: 'application/zip', buffer: Buffer.from(packed) },
      ]),
    );
    expect(await names()).toEqual(['fourth.zip/b/a.txt', 'third.txt']);
    await page.getByText('Files read: 2; left out: 1.').locator('..').getByRole('button').click();
    await expect(page.getByRole('region', { name: 'Files of the text' })).toContainText(
      'third.txt',
    );
    await expect(page.getByRole('region', { name: 'Files that are left out' })).toContainText(
      'file fourth.zip/b.png, looks like a PNG image.',
    );
    // nothing is said any more of what was brought before
    await expect(notes).toBeHidden();
    await playground.select('Between files').selectOption('joined');
    await playground.messageAfter('net.ready', () =>
      playground.select('Text').selectOption('alice'),
    );
    await expect(playground.select('Between files')).toHaveCount(0);
  });

  await test.step('a folder is looked into, and a file beside it read with it', async () => {
    const folder = testInfo.outputPath('My poems');
    const file = testInfo.outputPath('one.txt');
    await mkdir(`${folder}/late`, { recursive: true });
    for (const path of [file, `${folder}/2.txt`, `${folder}/.hidden`, `${folder}/late/1.txt`]) {
      await writeFile(path, ownText);
    }
    const devTools = await page.context().newCDPSession(page);
    /** As the desktop does: with paths. */
    const drop = async (files: string[]) => {
      const data = { items: [], files, dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await devTools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
      }
    };
    const inFolder = ['My poems/2.txt', 'My poems/late/1.txt'];
    await playground.messageAfter('net.ready', () => drop([folder]));
    expect((await playground.textInfo()).name).toBe('My poems');
    expect(await names()).toEqual(inFolder);
    await playground.messageAfter('net.ready', () => drop([folder, file]));
    expect(await names()).toEqual([...inFolder, 'one.txt']);
    await expect(playground.alert).toHaveCount(0);
    const chooser = page.waitForEvent('filechooser');
    await playground.button('Folder').click();
    await playground.messageAfter('net.ready', async () => (await chooser).setFiles(folder));
    expect(await names()).toEqual(inFolder);
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
