/** The page stays small, and its policy stands in the header of every response and in the page. */
import { gzipSync } from 'node:zlib';
import { expect, test } from './support/test.ts';

const directives = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html app-worker',
];

test('bundles are small and every response carries the policy', async ({ playground }) => {
  const { page } = playground;
  const scripts = new Map<string, number>();
  const policies: (string | undefined)[] = [];
  const read: Promise<void>[] = [];
  page.context().on('response', (response) => {
    policies.push(response.headers()['content-security-policy']);
    const { pathname } = new URL(response.url());
    if (!pathname.endsWith('.js')) return;
    read.push(
      page.request.get(response.url()).then(async (script) => {
        scripts.set(pathname, gzipSync(await script.body()).length);
      }),
    );
  });
  await playground.open();
  await Promise.all(read);
  const bytes = (isWorker: boolean) =>
    [...scripts]
      .filter(([name]) => name.includes('worker') === isWorker)
      .reduce((sum, [, size]) => sum + size, 0);
  expect(bytes(false), JSON.stringify([...scripts])).toBeGreaterThan(0);
  expect(bytes(false)).toBeLessThanOrEqual(150_000);
  expect(bytes(true), JSON.stringify([...scripts])).toBeGreaterThan(0);
  expect(bytes(true)).toBeLessThanOrEqual(96_000);

  expect(policies.length).toBeGreaterThanOrEqual(3);
  for (const policy of policies) {
    for (const directive of [...directives, "frame-ancestors 'none'"]) {
      expect(policy).toContain(directive);
    }
  }
  const meta = page.locator('meta[http-equiv=Content-Security-Policy]');
  for (const directive of directives) {
    await expect(meta).toHaveAttribute('content', new RegExp(directive));
  }
});
