/** The policy of the page: it stands in every header, and lets nothing in from outside, nor out. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createDevelopmentServer } from 'vite';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const directives = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html app-worker',
];

test('every response carries the policy; a host that reads _headers sends the same', async ({
  playground,
}) => {
  const { page } = playground;
  const responses: { url: string; headers: Record<string, string> }[] = [];
  page.context().on('response', (response) => {
    responses.push({ url: response.url(), headers: response.headers() });
  });
  await playground.open(smallNet);
  const kinds = responses.map(({ url }) => new URL(url).pathname.split('.').at(-1));
  expect(kinds).toEqual(expect.arrayContaining(['/', 'js', 'txt', 'svg']));
  const file = await readFile(new URL('../dist/_headers', import.meta.url), 'utf8');
  const [path, ...lines] = file.trimEnd().split('\n');
  expect(path).toBe('/*');
  const written = lines.map((line) => /^ {2}([\w-]+): (.+)$/.exec(line)?.slice(1) ?? []);
  expect(written.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      'Content-Security-Policy',
      'X-Content-Type-Options',
      'Cross-Origin-Opener-Policy',
      'Cross-Origin-Embedder-Policy',
      'Cross-Origin-Resource-Policy',
    ]),
  );
  for (const { url, headers } of responses) {
    const policy = headers['content-security-policy'].split('; ');
    expect(policy.sort(), url).toEqual([...directives, "frame-ancestors 'none'"].sort());
    expect(headers, url).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=()',
    });
    for (const [name, value] of written) expect(headers[name.toLowerCase()], url).toBe(value);
  }
  // an answer without a body too: what a browser has kept is what the last answer makes of it
  const script = responses.find(({ url }) => url.endsWith('.js'));
  const again = await page.request.get(script?.url ?? '', {
    headers: { 'if-none-match': script?.headers.etag ?? '' },
  });
  expect(again.status()).toBe(304);
  for (const [name, value] of written) expect(again.headers()[name.toLowerCase()]).toBe(value);
  // hosts that send no headers: the page says it itself
  const meta = page.locator('meta[http-equiv=Content-Security-Policy]');
  const own = (await meta.getAttribute('content'))?.split('; ');
  expect(own?.sort()).toEqual([...directives].sort());
  await expect(page.locator('meta[name=referrer]')).toHaveAttribute('content', 'no-referrer');
});

/** What the page, and its worker, may do with memory and WebAssembly. */
const mayDo = () => {
  const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const tryTo = (act: () => unknown) => {
    try {
      return Boolean(act());
    } catch {
      return false;
    }
  };
  return {
    isIsolated: crossOriginIsolated,
    shareMemory: tryTo(() => new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })),
    compile: tryTo(() => new WebAssembly.Module(empty)),
  };
};
const isolated = { isIsolated: true, shareMemory: true, compile: true };

test('the built page and its worker are isolated: they share memory and compile WebAssembly', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(smallNet);
  expect(await page.evaluate(mayDo)).toEqual(isolated);
  const [worker] = page.workers();
  expect(await worker.evaluate(mayDo)).toEqual(isolated);
});

test('the page under development is isolated too', async ({ page }, { outputDir }) => {
  const server = await createDevelopmentServer({
    cacheDir: outputDir,
    // dependencies as they are: to bundle them would take longer than all else here
    optimizeDeps: { noDiscovery: true },
    server: { host: '127.0.0.1', port: 0 },
    logLevel: 'error',
  });
  try {
    await server.listen();
    const started = page.waitForEvent('worker');
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    expect(await page.evaluate(mayDo)).toEqual(isolated);
    expect(await (await started).evaluate(mayDo)).toEqual(isolated);
  } finally {
    await server.close();
  }
});

test.describe('what the policy forbids', () => {
  test.use({ provokesErrors: true });

  test('leaves no request, whatever tries it: the page, an image, a script, a form', async ({
    playground,
  }) => {
    const { page } = playground;
    await playground.open(smallNet);
    const arrived: (string | undefined)[] = [];
    const listener = createServer((request, response) => {
      arrived.push(request.url);
      response.end();
    });
    await new Promise<void>((resolve) => listener.listen(0, resolve));
    const { port } = listener.address() as AddressInfo;
    const refused = await page.evaluate(async (outside) => {
      // they arrive as events of their own
      const reported = new Promise<string[]>((resolve) => {
        const violated = new Set<string>();
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (violated.add(effectiveDirective).size === 3) resolve([...violated]);
        });
      });
      const tried = await fetch(outside).then(
        () => 'let through',
        () => 'refused',
      );
      navigator.sendBeacon(outside, 'the text');
      const image = new Image();
      const done = new Promise((resolve) => (image.onerror = image.onload = resolve));
      image.src = `${outside}?the-text`;
      await done;
      let html = 'let through';
      try {
        document.body.insertAdjacentHTML('beforeend', '<img src=x>');
      } catch {
        html = 'refused';
      }
      return { tried, html, violations: await reported };
    }, `http://localhost:${port}/`);
    expect(refused.tried).toBe('refused');
    expect(refused.html).toBe('refused');
    expect(refused.violations.sort()).toEqual([
      'connect-src',
      'img-src',
      'require-trusted-types-for',
    ]);
    await expect(page.locator('img')).toHaveCount(0);
    await playground.stepTo(2);

    // last: the navigation that does not happen is waited for by what asks the page after it
    const violation = await page.evaluate(
      (outside) =>
        new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
            resolve(effectiveDirective),
          );
          const form = document.createElement('form');
          form.action = outside;
          document.body.append(form);
          form.submit();
        }),
      `http://localhost:${port}/`,
    );
    expect(violation).toBe('form-action');
    expect(arrived).toEqual([]);
    listener.close();
  });
});
