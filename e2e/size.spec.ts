/** The page stays small. */
import { gzipSync } from 'node:zlib';
import { expect, test } from './support/test.ts';

test('bundles are small', async ({ playground }) => {
  const { page } = playground;
  const scripts = new Map<string, number>();
  const read: Promise<void>[] = [];
  page.context().on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.endsWith('.js')) return;
    read.push(
      page.request.get(response.url()).then(async (script) => {
        scripts.set(pathname, gzipSync(await script.body()).length);
      }),
    );
  });
  await playground.open();
  // what a page loads when it is there already counts as well
  await page.waitForLoadState('networkidle');
  for (let done = 0; done < read.length;) {
    done = read.length;
    await Promise.all(read);
  }
  const bytes = (isWorker: boolean) =>
    [...scripts]
      .filter(([name]) => name.includes('worker') === isWorker)
      .reduce((sum, [, size]) => sum + size, 0);
  expect(bytes(false), JSON.stringify([...scripts])).toBeGreaterThan(0);
  expect(bytes(false)).toBeLessThanOrEqual(150_000);
  expect(bytes(true), JSON.stringify([...scripts])).toBeGreaterThan(0);
  expect(bytes(true)).toBeLessThanOrEqual(160_000);
});
