/**
 * `npm run test:firefox`: a second WebGPU implementation (wgpu and naga instead of Dawn and Tint).
 * The same small nets train in Chromium and in Firefox; losses must agree to 1e-3 at every step and
 * every parameter tensor to 1e-4 of its norm. Where there is no Firefox it says so and is not run.
 */
/* global document -- the functions that run in the page use it */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { build, preview } from 'vite';
import { chromiumArgs, findChromium } from './browser.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const steps = 20;
const lossLimit = 1e-3;
const parameterLimit = 1e-4;

/** Odd sizes, every cell, both forms of kernels that need no subgroups, both kinds of input. */
const cases = ['rnn-tanh', 'gru', 'lstm'].flatMap((cell, index) =>
  ['registers', 'tiles'].map((kernels, form) => ({
    name: `${cell}, ${kernels}`,
    link: `#v=1&cell=${cell}&kernels=${kernels}&layers=${1 + form}&hidden=${21 + index}&steps=9&batch=5${
      form === 1 ? '&input=embedding&embedding=7' : '&optimizer=sgd&rate=0.5'
    }`,
  })),
);

function findFirefox() {
  const names = ['firefox-esr', 'firefox'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [process.env.FIREFOX_PATH, ...names.flatMap((n) => folders.map((f) => join(f, n)))]
    .filter(Boolean)
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Runs in the page: trains `count` steps one by one, then reads losses and parameters. */
async function trainInPage(count) {
  const { session } = document.querySelector('playground-app');
  const { client } = session;
  const losses = [];
  client.on('training.losses', ({ run }) => losses.push(...run.losses));
  for (let step = 1; step <= count; step++) {
    const done = new Promise((resolve) => {
      const stop = client.on('training.progress', ({ progress }) => {
        if (progress.step !== step || progress.state === 'running') return;
        stop?.();
        resolve();
      });
    });
    client.send({ type: 'training.step' });
    await done;
  }
  const { parameters } = await client.ask({ type: 'parameters.read' });
  return {
    losses: losses.slice(0, count),
    parameters: parameters.map(({ name, values }) => ({ name, values: Array.from(values) })),
  };
}

async function measure(browser, address, { link }) {
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  try {
    await page.goto(`${address}${link}`);
    await page.waitForFunction(
      () => document.querySelector('playground-app')?.session.net.info.value !== null,
      { timeout: 60_000, polling: 200 },
    );
    const result = await page.evaluate(trainInPage, steps);
    if (problems.length > 0) throw new Error(problems.join('; '));
    return result;
  } finally {
    await page.close();
  }
}

/** What differs by more than it may; empty when all is well. */
function differences(expected, got) {
  const found = [];
  const worst = Math.max(
    ...expected.losses.map((loss, i) => Math.abs(got.losses[i] - loss) / Math.abs(loss)),
  );
  if (got.losses.length !== steps || !(worst <= lossLimit)) found.push(`losses differ by ${worst}`);
  for (const [index, { name, values }] of expected.parameters.entries()) {
    const other = got.parameters[index].values;
    const norm = (list) => Math.hypot(...list);
    const relative = norm(values.map((value, i) => value - other[i])) / norm(values);
    if (!(relative <= parameterLimit)) found.push(`${name} differs by ${relative}`);
  }
  return { found, worst };
}

const firefox = findFirefox();
if (!firefox) {
  console.log('firefox: not run, there is no Firefox here (set FIREFOX_PATH to name one).');
  process.exit(0);
}
if (!existsSync(join(root, 'dist', 'index.html'))) await build({ root, logLevel: 'warn' });
const server = await preview({
  root,
  logLevel: 'warn',
  preview: { port: 4555, host: '127.0.0.1' },
});
const address = server.resolvedUrls.local[0];
const browsers = [
  await puppeteer.launch({ executablePath: findChromium() ?? undefined, args: chromiumArgs }),
  await puppeteer.launch({
    browser: 'firefox',
    executablePath: firefox,
    extraPrefsFirefox: { 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true },
  }),
];
let failed = 0;
try {
  for (const one of cases) {
    try {
      const expected = await measure(browsers[0], address, one);
      const got = await measure(browsers[1], address, one);
      const { found, worst } = differences(expected, got);
      if (found.length > 0) failed++;
      const verdict = found.length > 0 ? `FAILED: ${found.join('; ')}` : 'passed';
      console.log(`firefox: ${one.name}: ${verdict} (losses within ${worst.toExponential(1)})`);
    } catch (error) {
      failed++;
      console.log(
        `firefox: ${one.name}: FAILED: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  await server.close();
}
console.log(`firefox: ${cases.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
