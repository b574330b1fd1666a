/** Builds and serves the page of the bench, and runs one measurement in a browser of its own. */
import { fileURLToPath } from 'node:url';
import { loadavg } from 'node:os';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumArgs, findChromium, wantsHardware } from '../../scripts/browser.mjs';

/** For opening the browser and the page, on top of the budget of the measurement itself. */
const graceMs = 5_000;

export async function servePage() {
  const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));
  await build({ configFile, logLevel: 'error' });
  const server = await preview({ configFile, logLevel: 'error' });
  const [address] = server.resolvedUrls?.local ?? [];
  if (!address) throw new Error('The page of the bench is not served.');
  return { address, close: () => server.close() };
}

export async function launchBrowser() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found; set CHROMIUM_PATH.');
  const args = wantsHardware
    ? chromiumArgs.filter((argument) => !argument.includes('swiftshader'))
    : chromiumArgs;
  return chromium.launch({ executablePath, args });
}

/**
 * One peer, one configuration, a fresh browser. When the page does not answer in time the browser
 * is closed, and what is known of its steps is kept.
 */
export async function runMeasurement(address, { config, peer, repeats, budgetMs }) {
  const steps = [];
  const errors = [];
  const load = loadavg()[0];
  const browser = await launchBrowser();
  let timer;
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(`page error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`console: ${message.text()}`);
    });
    page.on('crash', () => errors.push('the page crashed'));
    await page.exposeFunction('reportSteps', (told) => steps.push(...told));
    await page.goto(address);
    const answer = page.evaluate((request) => globalThis.measure(request), {
      config,
      peer,
      repeats,
      budgetMs,
    });
    answer.catch(() => {}); // Closing the browser rejects it.
    const late = new Promise((resolve) => {
      timer = setTimeout(() => resolve(null), budgetMs + graceMs);
    });
    const result = (await Promise.race([answer, late])) ?? cutShort(steps);
    return { ...result, errors: [...result.errors, ...errors], load, budgetMs };
  } catch (error) {
    return { ...cutShort(steps), errors: [...errors, error.message], load, budgetMs };
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

/** What the CPU can do at most in this browser. */
export async function runCeiling(address) {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(address);
    return await page.evaluate(() => globalThis.measureCeiling());
  } finally {
    await browser.close();
  }
}

/** What is left of a measurement whose page never answered. */
function cutShort(steps) {
  const warmUpSteps = Math.max(0, Math.min(2, steps.length - 1));
  return {
    losses: steps.map(({ loss }) => loss),
    steps: steps.map(({ ms }) => ms),
    times: steps.slice(warmUpSteps).map(({ ms }) => ms),
    warmUpSteps,
    stoppedByBudget: true,
    errors: [],
  };
}
