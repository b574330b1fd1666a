/** The page stays small: what it takes before the worker can start, what the worker takes, and all of it. */
import { gzipSync } from 'node:zlib';
import { expect, test } from './support/test.ts';

const isWorker = (address: string) => /worker-[^/]*\.js/.test(address);
const counted = ['document', 'script', 'stylesheet'];

test('what is loaded before the worker is small, and so is the worker', async ({ playground }) => {
  const { page } = playground;
  const before = new Map<string, number>();
  const later = new Map<string, number>();
  let named = '';
  let startsWorker: () => void = () => undefined;
  const workerStarts = new Promise<void>((resolve) => (startsWorker = resolve));
  // What the document does not name waits for the worker: were it needed before, none would start.
  await page.route('**/*', async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    const isDocument = request.resourceType() === 'document';
    if (isWorker(pathname)) startsWorker();
    if (!isDocument && counted.includes(request.resourceType()) && !named.includes(pathname)) {
      await workerStarts;
    }
    const response = await route.fetch();
    const body = await response.body();
    if (isDocument) named = body.toString('utf8').replaceAll('"./', '"/');
    if (counted.includes(request.resourceType()) || isWorker(pathname)) {
      const isBefore = isDocument || named.includes(pathname);
      (isBefore ? before : later).set(pathname, gzipSync(body).length);
    }
    await route.fulfill({ response, body });
  });
  await playground.open();
  await expect(page.locator('loss-panel canvas')).toHaveCount(2);
  await page.waitForLoadState('networkidle');

  const bytes = (sizes: Map<string, number>, those: (name: string) => boolean) =>
    [...sizes].filter(([name]) => those(name)).reduce((sum, [, size]) => sum + size, 0);
  const all = new Map([...before, ...later]);
  const listed = JSON.stringify({ before: [...before], later: [...later] });
  expect([...before.keys()].some(isWorker), listed).toBe(false);
  expect([...before.keys()].filter((name) => name.endsWith('.js')).length, listed).toBeGreaterThan(
    0,
  );
  expect(
    bytes(before, () => true),
    listed,
  ).toBeLessThanOrEqual(110_000);
  expect(bytes(all, isWorker), listed).toBeGreaterThan(0);
  expect(bytes(all, isWorker), listed).toBeLessThanOrEqual(160_000);
  expect(
    bytes(all, (name) => !isWorker(name)),
    listed,
  ).toBeLessThanOrEqual(150_000);
});
