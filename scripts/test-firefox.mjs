/**
 * `npm run test:firefox`: a second WebGPU implementation (wgpu and naga instead of Dawn and Tint).
 * The engine's kernel tests run in Firefox, and the same small nets train in Chromium and in
 * Firefox. Where there is no Firefox it says so and is not run.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { build, preview } from 'vite';
import { chromiumArgs, findChromium, slowlyCompiledFeature } from './browser.mjs';
import { findFirefox } from './firefox/find-firefox.mjs';
import { compareEach, trainEach } from './firefox/training.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** A browser needs long to start beside much else. */
const launchMs = 120_000;
/** One compiles kernels on one core. */
const browsers = Math.min(2, availableParallelism());
const kernelTests = join(root, 'scripts', 'firefox', 'vite.config.ts');

/** Where systems describe their Vulkan drivers. */
const drivers = '/usr/share/vulkan/icd.d';

/** Firefox uses the system's own driver where there is one: not Chromium's, which other tests name. */
function environmentOfFirefox() {
  const { VK_ICD_FILENAMES, ...others } = process.env;
  const hasDrivers = existsSync(drivers) && readdirSync(drivers).length > 0;
  return hasDrivers || !VK_ICD_FILENAMES ? others : { ...others, VK_ICD_FILENAMES };
}

async function serve(config, isBuilt) {
  if (!isBuilt) await build({ logLevel: 'warn', ...config });
  const server = await preview({ logLevel: 'warn', ...config, preview: { port: 0 } });
  return { server, address: server.resolvedUrls.local[0] };
}

/** @param part of all the tests, from 0 */
async function runKernelTests(browser, address, part) {
  const page = await browser.newPage();
  try {
    await page.goto(`${address}?part=${part}&parts=${browsers}`);
    await page.waitForFunction(() => 'kernelTests' in globalThis, { polling: 200 });
    return await page.evaluate(() => globalThis.kernelTests);
  } finally {
    await page.close();
  }
}

/** For `npm test`, which adds the counts to its own. */
function report(counts) {
  const path = process.env.FIREFOX_REPORT;
  if (path) writeFileSync(path, JSON.stringify(counts));
}

function print({ title, state, message }) {
  if (state === 'failed') console.log(`firefox: ${title}: FAILED: ${message}`);
  else if (state === 'passed' && message) console.log(`firefox: ${title}: passed (${message})`);
}

const path = findFirefox();
if (!path) {
  const note = 'not run: there is no Firefox here';
  report({ passed: 0, failed: 0, note });
  console.log(`firefox: ${note} (set FIREFOX_PATH to name one).`);
  process.exit(0);
}
const started = performance.now();
const seconds = () => ((performance.now() - started) / 1000).toFixed(0);
const servers = [
  await serve({ configFile: kernelTests }),
  await serve({ root }, process.env.E2E_BUILT),
];
const [kernels, page] = servers;
const launchFirefox = () =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: path,
    env: environmentOfFirefox(),
    timeout: launchMs,
    protocolTimeout: 600_000,
    extraPrefsFirefox: { 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true },
  });
const firefoxes = await Promise.all(Array.from({ length: browsers }, launchFirefox));
const chromium = await puppeteer.launch({
  executablePath: findChromium() ?? undefined,
  args: [...chromiumArgs, `--disable-dawn-features=${slowlyCompiledFeature}`],
  timeout: launchMs,
  protocolTimeout: 600_000,
});
const results = [];
try {
  const parts = firefoxes.map((firefox, part) => runKernelTests(firefox, kernels.address, part));
  results.push(...(await Promise.all(parts)).flat());
  results.forEach(print);
  console.log(`firefox: ${results.length} kernel tests after ${seconds()} s`);
  const [expected, trained] = await Promise.all(
    [chromium, firefoxes[0]].map((browser) => trainEach(browser, page.address)),
  );
  const compared = compareEach(expected, trained);
  compared.forEach(print);
  results.push(...compared);
} finally {
  await Promise.all([...firefoxes, chromium].map((browser) => browser.close()));
  await Promise.all(servers.map(({ server }) => server.close()));
}
const count = (state) => results.filter((result) => result.state === state).length;
const [passed, failed, without, left] = ['passed', 'failed', 'not offered', 'left to Node'].map(
  count,
);
const note = [
  without > 0 &&
    `${without} not offered (kernels with subgroups or relaxed SIMD, which are not there)`,
  left > 0 && `${left} larger cases left to Node`,
]
  .filter(Boolean)
  .join(', ');
report({ passed, failed, note });
console.log(`firefox: ${passed} passed, ${failed} failed, ${seconds()} s${note && `; ${note}`}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
