/** Forty kept runs: the list is whole, stays within the page, and is worked by keyboard alone. */
import { keepAt, listOf } from './support/kept.ts';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const count = 40;

test('forty kept runs are listed, named, opened and deleted by keyboard', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(smallNet);
  await keepAt(playground, 2);
  await page.evaluate(async (copies) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('kept-run');
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    const own = names.filter((name) => /^[0-9a-f]{16}/.test(name));
    for (let copy = 1; copy < copies; copy++) {
      const id = copy.toString(16).padStart(16, '0');
      for (const name of own) {
        const bytes = await (await (await folder.getFileHandle(name)).getFile()).arrayBuffer();
        const handle = await folder.getFileHandle(id + name.slice(16), { create: true });
        const file = await handle.createWritable();
        await file.write(bytes);
        await file.close();
      }
    }
  }, count);

  await playground.load(smallNet);
  const list = await listOf(playground);
  const rows = list.getByRole('table', { name: 'Runs kept in this browser' }).getByRole('row');
  await expect(rows).toHaveCount(count + 1);
  expect(await page.evaluate(() => document.body.scrollWidth <= innerWidth)).toBe(true);
  const last = rows.last();
  const name = last.getByRole('textbox');
  await name.focus();
  await expect(name).toBeInViewport({ ratio: 1 });
  await page.keyboard.type('the last');
  await playground.messageAfter('runs.listed', () => page.keyboard.press('Enter'));
  await expect(list.getByRole('button', { name: 'Open the last' })).toBeVisible();

  // what is deleted leaves the keyboard beside where it was
  const remove = rows.nth(20).getByRole('button', { name: /^Delete/ });
  await remove.focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Delete', exact: true })
    .press('Enter');
  await expect(rows).toHaveCount(count);
  await expect(rows.nth(20).getByRole('button', { name: /^Delete/ })).toBeFocused();
  await expect(rows.nth(20)).toBeInViewport({ ratio: 1 });

  const open = list.getByRole('button', { name: 'Open the last' });
  await open.focus();
  await playground.messageAfter('run.loaded', () => page.keyboard.press('Enter'));
  await expect(playground.output('Step')).toHaveText('2');
  // and it is kept on among the others
  await keepAt(playground, 3);
  await expect(rows).toHaveCount(count);
});
