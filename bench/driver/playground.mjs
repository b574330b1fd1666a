/** How the playground itself behaves while it trains: long tasks, and the wait for the first loss. */
import { preview } from 'vite';
import { launchBrowser } from './bench-page.mjs';

const trainingMs = 20_000;
const longTaskMs = 50;

/** Serves `dist/`, trains the default model there, and watches the page's thread. */
export async function measurePlayground() {
  const server = await preview({ logLevel: 'error' });
  const browser = await launchBrowser();
  const errors = [];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(server.resolvedUrls.local[0]);
    const train = page.getByRole('button', { name: 'Train', exact: true });
    const loss = page.getByRole('status', { name: 'Training loss', exact: true });
    await train.and(page.locator(':enabled')).waitFor({ timeout: 60_000 });
    const handles = [await train.elementHandle(), await loss.elementHandle()];
    const firstLossMs = await page.evaluate(clickAndWait, handles);
    const longTasks = await page.evaluate(watchLongTasks, trainingMs);
    const step = page.getByRole('status', { name: 'Step', exact: true });
    const steps = Number((await step.textContent()).replaceAll(/[^\d]/g, ''));
    return { firstLossMs, trainingMs, longTaskMs, longTasks, steps, errors };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** In the page: milliseconds from the click to the first number in the output. */
function clickAndWait([train, loss]) {
  return new Promise((resolve) => {
    const start = performance.now();
    const look = () => {
      if (/\d/.test(loss.textContent ?? '')) resolve(performance.now() - start);
      else globalThis.requestAnimationFrame(look);
    };
    train.click();
    globalThis.requestAnimationFrame(look);
  });
}

/** In the page: durations of the tasks over 50 ms during the next milliseconds. */
function watchLongTasks(duration) {
  return new Promise((resolve) => {
    const tasks = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    });
    observer.observe({ type: 'longtask' });
    setTimeout(() => {
      observer.disconnect();
      resolve(tasks);
    }, duration);
  });
}

export function formatPlayground({ firstLossMs, longTasks, steps, errors }) {
  const longest =
    longTasks.length > 0 ? `, the longest ${Math.max(...longTasks).toFixed(0)} ms` : '';
  return [
    `first loss on screen ${firstLossMs.toFixed(0)} ms after pressing Train`,
    `${longTasks.length} tasks over ${longTaskMs} ms on the page's thread in ${trainingMs / 1000} s of training${longest}`,
    `${steps} steps trained`,
    ...errors.map((error) => `error on the page: ${error}`),
  ].join('\n');
}
