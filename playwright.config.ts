/** The page in a real browser: a built page, served as it will be, on the software adapter. */
import { createServer, type AddressInfo } from 'node:net';
import { defineConfig } from '@playwright/test';
import { looks } from './e2e/support/expect.ts';
import { lag } from './e2e/support/pace.ts';
import {
  chromiumArgs,
  findChromium,
  slowlyCompiledFeature,
  wantsHardware,
  withoutUnseenPages,
} from './scripts/browser.mjs';

/** Workers read this file again: the port is chosen once and handed down. */
process.env.E2E_PORT ??= String(await freePort());
const port = process.env.E2E_PORT;

/** Who runs the tests many times builds once, before. */
const build = process.env.E2E_BUILT ? '' : 'npx vite build && ';

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 20_000, toPass: { intervals: looks } },
  // A test waits as often as it computes: two at a time keep two cores busy.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
  webServer: {
    command: `${build}npx vite preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}/`,
    timeout: 120_000,
  },
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      slowMo: lag,
      executablePath: findChromium() ?? undefined,
      args: [
        withoutUnseenPages,
        // this server under a name that no browser trusts over http
        '--host-resolver-rules=MAP playground.test 127.0.0.1',
        // a microphone that beeps, and a camera that shows something turning; both ask as real ones do
        '--use-fake-device-for-media-stream',
        ...(wantsHardware
          ? ['--enable-unsafe-webgpu']
          : [...chromiumArgs, `--disable-dawn-features=${slowlyCompiledFeature}`]),
      ],
    },
  },
});
