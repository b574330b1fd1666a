/**
 * Over plain http under a name that is not this machine's, as in a classroom: no WebGPU, no hashing
 * by the browser, no private folder, no locks, no threads, no clipboard. The page works all the same.
 */
import { readFile } from 'node:fs/promises';
import {
  dialog,
  expectSteps,
  isKeptAt,
  keepAt,
  listOf,
  notes,
  offer,
  valuesOf,
} from './support/kept.ts';
import { Playground, smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { breakWorker } from './support/worker-faults.ts';

const origin = `http://playground.test:${process.env.E2E_PORT}/`;

test.describe('under a name', () => {
  test.use({ baseURL: origin });

  test('the page opens, reads and hashes texts, and copies by selecting', async ({
    playground,
  }) => {
    const { page } = playground;
    await playground.load(smallNet);
    const missing = await page.evaluate(() => ({
      isSecure: isSecureContext,
      isIsolated: crossOriginIsolated,
      there: ['gpu', 'locks', 'storage', 'clipboard'].filter((name) => name in navigator),
      subtle: 'subtle' in crypto,
    }));
    expect(missing).toEqual({ isSecure: false, isIsolated: false, there: [], subtle: false });
    await expect(page.getByText('144,395')).toBeVisible();
    const abc = 'abc'.repeat(3000);
    await playground.choose('abc.txt', abc);
    await expect(page.getByText('9,000', { exact: true })).toBeVisible();
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(abc));
    const expected = Buffer.from(digest).toString('hex').slice(0, 16);
    expect((await playground.textInfo()).hash).toBe(expected);
  });

  test('a net trains on one thread, samples, is kept, and goes on after a reload as if there had been none', async ({
    playground,
  }) => {
    await playground.open(smallNet);
    await expect(playground.page.locator('body')).toContainText('1 thread');
    await keepAt(playground, 12);
    const expected = await valuesOf(playground);
    await playground.rewind();
    await keepAt(playground, 5);
    const text = await playground.sampled(() => playground.button('Generate').click());
    expect([...text].length).toBeGreaterThan(100);
    await playground.open(smallNet);
    await expect(offer(playground)).toContainText('was kept at step 5');
    await playground.messageAfter('run.loaded', () =>
      playground.button('Continue from step 5').click(),
    );
    await keepAt(playground, 12);
    expect(await valuesOf(playground)).toEqual(expected);
    // and of its own accord
    await playground.trainTo(40);
    await expect.poll(() => playground.number('Training loss')).toBeLessThan(Math.log(73));
  });

  test('kept runs are listed, renamed and deleted, in all tabs, and outlive a reload', async ({
    playground,
    context,
  }) => {
    await playground.load(smallNet);
    await expect(await listOf(playground)).toContainText('No kept runs yet');
    await plantRun(playground);
    await playground.load(smallNet);
    await expectSteps(playground, [3]);
    const second = new Playground(await context.newPage());
    await second.load(smallNet);
    await expectSteps(second, [3]);
    const list = await listOf(playground);
    await list.getByRole('textbox', { name: /^Name/ }).fill('from http');
    await playground.page.keyboard.press('Enter');
    const name = (await listOf(second)).getByRole('textbox', { name: /^Name/ });
    await expect(name).toHaveValue('from http');
    await playground.load(smallNet);
    await expectSteps(playground, [3]);
    await (await listOf(second)).getByRole('button', { name: /^Delete / }).click();
    await dialog(second).getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(await listOf(playground)).toContainText('No kept runs yet');
  });
});

/** A run as an older page kept it, by no way that the page knows. */
async function plantRun(playground: Playground): Promise<void> {
  const files = await Promise.all(
    ['run-a', 'text-b94bbea23fb0a861'].map(async (name) => {
      const file = new URL(`../src/testing/fixtures/kept-run/${name}`, import.meta.url);
      return { name, bytes: [...(await readFile(file))] };
    }),
  );
  await playground.page.evaluate(
    (planted) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('unrolled kept runs', 1);
        opening.onerror = () => reject(new Error(opening.error?.message));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('values', 'readwrite');
          for (const { name, bytes } of planted) {
            transaction.objectStore('values').put(new Uint8Array(bytes), name);
          }
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    files,
  );
}

test.describe('with what it lacks for keeping', () => {
  test('where IndexedDB is refused too, the page says that it keeps no runs, and trains', async ({
    playground,
  }) => {
    await breakWorker(playground.page, 'plain http, no database');
    await playground.open(smallNet);
    await expect(await listOf(playground)).toContainText('keeps no runs for this page');
    await playground.stepTo(2);
    await expect(notes(playground)).toContainText('keeps no runs for this page');
  });

  test('two tabs keep their runs side by side; one that ends lets go of its run', async ({
    playground,
    context,
  }) => {
    await breakWorker(playground.page, 'plain http');
    await playground.open(smallNet);
    await keepAt(playground, 6);
    const before = await valuesOf(playground);
    const second = new Playground(await context.newPage());
    await breakWorker(second.page, 'plain http');
    await second.open(smallNet);
    await expectSteps(second, [6]);
    const list = await listOf(second);
    await expect(list.getByRole('row').nth(1)).toContainText('in another tab');
    await expect(list.getByRole('button', { name: /^Delete / })).toBeDisabled();
    await expect(offer(second)).toBeHidden();
    await keepAt(second, 2);
    await expectSteps(playground, [2, 6]);
    // it ends: what it held is free, which the other one is told by nobody
    await playground.page.close();
    await expect(list.getByRole('row').nth(2)).not.toContainText('in another tab');
    await list.getByRole('button', { name: /^Open .+, step 6$/ }).click();
    await second.messageAfter('run.loaded', () =>
      dialog(second).getByRole('button', { name: 'Open', exact: true }).click(),
    );
    expect(await valuesOf(second)).toEqual(before);
    await isKeptAt(second, 6);
    await keepAt(second, 7);
    await expectSteps(second, [7, 2]);
    // after a reload it is offered, and goes on as itself
    await second.open(smallNet);
    await expect(offer(second)).toContainText('was kept at step 7');
    await second.messageAfter('run.loaded', () => second.button('Continue from step 7').click());
    await keepAt(second, 8);
    await expectSteps(second, [8, 2]);
  });
});
