/**
 * `npm run screenshot`: builds the page, trains the default model on the default text in a real
 * Chromium and takes the README's pictures, the same state in light and dark.
 */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumArgs, findChromium, wantsHardware } from './browser.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'docs');
const steps = 200;
/** As in the settings table. */
const sampleLength = 200;
const patienceMs = 300_000;
const largestKilobytes = 400;

mkdirSync(folder, { recursive: true });
await build({ root, logLevel: 'warn' });
const server = await preview({ root, logLevel: 'error', preview: { port: 4180 } });
const browser = await chromium.launch({
  executablePath: findChromium() ?? undefined,
  args: wantsHardware ? ['--enable-unsafe-webgpu'] : chromiumArgs,
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(patienceMs);
  await page.goto(server.resolvedUrls.local[0]);
  await train(page);
  for (const colorScheme of ['light', 'dark']) await photograph(page, colorScheme);
} finally {
  await browser.close();
  await server.close();
}

/** Trains, pauses, and draws a text from the trained net. */
async function train(page) {
  const press = (name) => page.getByRole('button', { name, exact: true }).click();
  const output = (name) => page.getByRole('status', { name, exact: true });
  await press('Train');
  const step = async () => Number((await output('Step').textContent()).replaceAll(',', ''));
  await until(async () => (await step()) >= steps);
  await press('Pause');
  await press('Generate');
  await until(async () => (await output('Sampled text').textContent()).length >= sampleLength);
  // Nothing is pointed at or focused in the pictures.
  await page.mouse.move(640, 2);
  await page.evaluate(() => globalThis.document.activeElement?.blur());
}

async function until(condition) {
  const end = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`screenshot: waited ${patienceMs / 1000} s`);
    await setTimeout(200);
  }
}

async function photograph(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  // Charts and heat maps are drawn again in the other colours.
  await setTimeout(1_500);
  const path = join(folder, `screenshot-${colorScheme}.png`);
  await page.screenshot({ path });
  const kilobytes = statSync(path).size / 1000;
  console.log(`docs/screenshot-${colorScheme}.png: ${kilobytes.toFixed(0)} kB`);
  if (kilobytes > largestKilobytes) throw new Error(`screenshot: over ${largestKilobytes} kB`);
}
