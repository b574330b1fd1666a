/**
 * `npm run test:browsers`: the main job as people's browsers come, and texts that Node has packed:
 * Chromium without any flag for a GPU, Firefox without any preference, WebKitGTK. One that is not here is
 * named and not run. With UNROLLED_THOROUGH=1 Node packs 300 texts, and not two.
 * `npm run test:browsers -- WebKitGTK` drives that one alone.
 */
import { writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { build, preview } from 'vite';
import { fileURLToPath } from 'node:url';
import { doMainJob } from './browsers/main-job.mjs';
import { packTexts, unpackTexts } from './browsers/packed-texts.mjs';
import { missingForWebKit, openWebKit } from './browsers/webdriver.mjs';
import { findChromium } from './browser.mjs';
import { findFirefox } from './firefox/find-firefox.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** A browser needs long to start beside much else. */
const launchMs = 120_000;

async function openByPuppeteer(options) {
  const browser = await puppeteer.launch({
    timeout: launchMs,
    protocolTimeout: 600_000,
    ...options,
  });
  const tab = await browser.newPage();
  const page = {
    open: (url) => tab.goto(url),
    reload: () => tab.reload(),
    call: (act, ...args) => tab.evaluate(act, ...args),
  };
  return { page, version: await browser.version(), close: () => browser.close() };
}

const browsers = [
  {
    name: 'Chromium without flags',
    missing: () => (findChromium() ? null : 'there is no Chromium here'),
    // root has no sandbox to start in; nothing here is about the GPU
    open: () => openByPuppeteer({ executablePath: findChromium(), args: ['--no-sandbox'] }),
  },
  {
    name: 'Firefox without preferences',
    missing: () => (findFirefox() ? null : 'there is no Firefox here'),
    open: () => openByPuppeteer({ browser: 'firefox', executablePath: findFirefox() }),
  },
  { name: 'WebKitGTK', missing: missingForWebKit, open: openWebKit },
];

if (!process.env.E2E_BUILT) await build({ root, logLevel: 'warn' });
const server = await preview({ root, logLevel: 'warn', preview: { port: 0 } });
const [address] = server.resolvedUrls.local;
const counts = { passed: 0, failed: 0 };
const notes = [];
const [only = ''] = process.argv.slice(2);
// in five scripts, from none to 20 kB
const samples = process.env.UNROLLED_THOROUGH ? await packTexts(300) : {};
for (const { name, missing, open } of browsers.filter((one) => one.name.includes(only))) {
  const reason = missing();
  if (reason) {
    notes.push(`${name} not run: ${reason}`);
    continue;
  }
  let browser;
  try {
    browser = await open();
    const { engine, step, loss, isIsolated } = await doMainJob(browser.page, address);
    const texts = await unpackTexts(browser.page, address, samples);
    const isolation = isIsolated ? '' : ', not isolated';
    const did = `step ${step}, loss ${loss}; ${texts} texts unpacked`;
    console.log(`${name} (${browser.version}): ${engine}${isolation}; ${did}`);
    counts.passed++;
  } catch (error) {
    console.log(`${name}: FAILED: ${error.message}`);
    counts.failed++;
  } finally {
    await browser?.close();
  }
}
await server.close();
const note = notes.join('; ');
if (process.env.BROWSERS_REPORT) {
  writeFileSync(process.env.BROWSERS_REPORT, JSON.stringify({ ...counts, note }));
}
console.log(`browsers: ${counts.passed} passed, ${counts.failed} failed${note && `; ${note}`}`);
process.exit(counts.failed === 0 ? 0 : 1);
