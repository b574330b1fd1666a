/**
 * How the built page behaves while the default model trains in it on the CPU: the wait for the first
 * loss, tasks over 50 ms, the wait after a press or a key, and what is learnt within a minute.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { preview } from 'vite';
import { launchBrowser } from './bench-page.mjs';

/** Left alone at first, then somebody tries the controls, and trains on. */
const aloneMs = 30_000;
const triedMs = 20_000;
const learningMs = 60_000;
const sampled = 6400;
const word = /\p{L}{3,}/gu;

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Serves `dist/`, trains the default model there, and watches the page's thread. */
export async function measurePlayground() {
  const server = await preview({ root, logLevel: 'error' });
  const browser = await launchBrowser();
  const errors = [];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(server.resolvedUrls.local[0]);
    const train = button(page, 'Train');
    await train.and(page.locator(':enabled')).waitFor({ timeout: 60_000 });
    await page.evaluate(watchThread);
    await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
    const handles = [await train.elementHandle(), await output(page, 'Training loss')];
    const firstLossMs = await page.evaluate(clickAndWait, handles);
    await untilSecond(page, aloneMs);
    const alone = {
      ...(await page.evaluate(takeSeen)),
      ...processorTimes(await browser.stopTracing()),
    };
    await tryControls(page, triedMs);
    const tried = await page.evaluate(takeSeen);
    await untilSecond(page, learningMs);
    const learnt = await page.evaluate(readProgress);
    const text = await finishAndSample(page);
    return {
      load: loadavg()[0],
      firstLossMs,
      alone,
      tried,
      ...learnt,
      ...(await page.evaluate(readValidation)),
      ...shareInBook(text),
      errors,
    };
  } finally {
    await browser.close();
    await server.close();
  }
}

const button = (page, name) => page.getByRole('button', { name, exact: true });
const output = (page, name) => page.getByRole('status', { name, exact: true }).elementHandle();

/** Of the tasks of the page's thread, on the processor: what a machine that does nothing else would show. */
function processorTimes(trace) {
  const { traceEvents } = JSON.parse(trace.toString('utf8'));
  const threadOf = ({ pid, tid }) => `${pid} ${tid}`;
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(threadOf),
  );
  const byThread = new Map();
  for (const event of traceEvents) {
    if (!event.name.endsWith('RunTask') || event.tdur === undefined) continue;
    const thread = threadOf(event);
    if (!mains.has(thread)) continue;
    const tasks = byThread.get(thread) ?? [];
    tasks.push(event.tdur / 1000);
    byThread.set(thread, tasks);
  }
  // the browser has pages of its own; this one is the busiest
  const [tasks = []] = [...byThread.values()].sort((a, b) => b.length - a.length);
  return {
    processorTasks: tasks.length,
    longOnProcessor: tasks.filter((ms) => ms > 50).length,
    longestOnProcessor: tasks.reduce((most, ms) => Math.max(most, ms), 0),
  };
}

/** In the page: notes from now on what its thread was busy with, and when it passed the bigrams. */
function watchThread() {
  const { session } = globalThis.document.querySelector('playground-app');
  const watch = { tasks: [], waits: [], busy: [], start: NaN, bigramMs: null };
  globalThis.watch = watch;
  const observe = (type, take, options = {}) => {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      type,
      ...options,
    });
  };
  observe('longtask', ({ duration }) => watch.tasks.push(duration));
  observe(
    'event',
    ({ interactionId, duration, name }) => {
      if (interactionId) watch.waits.push({ interactionId, duration, name });
    },
    { durationThreshold: 16 },
  );
  if (PerformanceObserver.supportedEntryTypes.includes('long-animation-frame')) {
    observe('long-animation-frame', ({ duration, scripts }) =>
      watch.busy.push({
        duration,
        scripts: scripts
          .filter((script) => script.duration >= 10)
          .map((script) => `${script.invoker} ${script.duration.toFixed(0)} ms`),
      }),
    );
  }
  session.curve.changes.subscribe(() => {
    const { curve, text } = session;
    const smoothed = curve.at('smoothed', curve.steps);
    if (watch.bigramMs !== null || smoothed === null) return;
    if (smoothed < text.info.value.bigramEntropy) watch.bigramMs = performance.now() - watch.start;
  });
}

/** In the page: milliseconds from the click to the first number in the output. */
function clickAndWait([train, loss]) {
  return new Promise((resolve) => {
    const start = performance.now();
    globalThis.watch.start = start;
    const look = () => {
      if (/\d/.test(loss.textContent ?? '')) resolve(performance.now() - start);
      else globalThis.requestAnimationFrame(look);
    };
    train.click();
    globalThis.requestAnimationFrame(look);
  });
}

/** Waits until so many milliseconds after the click. */
async function untilSecond(page, sinceClick) {
  const left = await page.evaluate(
    (ms) => ms - (performance.now() - globalThis.watch.start),
    sinceClick,
  );
  await page.waitForTimeout(Math.max(0, left));
}

/** In the page: what was seen since it was last taken; of each press or key the longest wait. */
function takeSeen() {
  const { watch } = globalThis;
  const longest = new Map();
  for (const { interactionId, duration } of watch.waits) {
    longest.set(interactionId, Math.max(longest.get(interactionId) ?? 0, duration));
  }
  const seen = {
    longTasks: watch.tasks,
    waits: [...longest.values()],
    interactions: performance.interactionCount - (watch.counted ?? 0),
    busy: watch.busy,
  };
  Object.assign(watch, { tasks: [], waits: [], busy: [], counted: performance.interactionCount });
  return seen;
}

/** What people touch while it trains: tabs, fields, boxes, keys. */
async function tryControls(page, forMs) {
  const tab = (name) => page.getByRole('tab', { name, exact: true });
  const field = (name) => page.getByRole('spinbutton', { name, exact: true });
  const acts = [
    () => tab('Inside the cell').click(),
    () => page.getByLabel('log steps').click(),
    () =>
      field('Temperature')
        .fill('0.9')
        .then(() => field('Temperature').press('Tab')),
    () => tab('Equations').click(),
    () => field('Learning rate').press('ArrowUp'),
    () => tab('Gate statistics').click(),
    () => page.getByLabel('log steps').click(),
    () =>
      field('Temperature')
        .fill('0.8')
        .then(() => field('Temperature').press('Tab')),
    () => field('Learning rate').press('ArrowDown'),
    () => tab('Gate statistics').click(),
  ];
  const end = Date.now() + forMs;
  for (let at = 0; Date.now() < end; at++) {
    await acts[at % acts.length]();
    await page.waitForTimeout(150);
  }
}

/** In the page. */
function readProgress() {
  const { session } = globalThis.document.querySelector('playground-app');
  const { bigramMs } = globalThis.watch;
  return {
    bigramMs,
    steps: session.progress.value.step,
    characters: session.progress.value.step * session.net.info.value.tokensPerStep,
    engine: session.engine.value.backend,
  };
}

/** Paused, all held-out characters are validated; then a long sample is drawn. */
async function finishAndSample(page) {
  await button(page, 'Pause').click();
  await page.waitForFunction(() => {
    const { curve, text } = globalThis.document.querySelector('playground-app').session;
    const last = curve.validations.at(-1);
    return text.info.value && last && last.step === curve.steps && last.tokens === last.total;
  });
  await page.getByRole('spinbutton', { name: 'Sample length', exact: true }).fill(String(sampled));
  await page.keyboard.press('Tab');
  await button(page, 'Generate').click();
  const text = await page.waitForFunction(
    () => {
      const { sample } = globalThis.document.querySelector('playground-app').session;
      return sample.state.value.phase === 'complete' && sample.text;
    },
    undefined,
    { timeout: 120_000 },
  );
  return text.jsonValue();
}

/** In the page. */
function readValidation() {
  const last = globalThis.document.querySelector('playground-app').session.curve.validations.at(-1);
  return { validationLoss: last.loss, validated: last.tokens };
}

const wordsOf = (text) => text.toLowerCase().match(word) ?? [];

/** Of the sampled words of three letters or more, how many are in the book. */
function shareInBook(text) {
  const assets = new URL('../../dist/assets/', import.meta.url);
  const file = readdirSync(assets).find((name) => /^alice-.*\.txt$/.test(name));
  const known = new Set(wordsOf(readFileSync(new URL(file, assets), 'utf8')));
  const words = wordsOf(text);
  return {
    sampled: text.length,
    words: words.filter((one) => known.has(one)).length / words.length,
  };
}

/** @param share of the values that are no larger than the answer */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Those that took less than 16 ms are not told of one by one. */
function waitsOf({ waits, interactions }) {
  return [...waits, ...Array(Math.max(0, interactions - waits.length)).fill(16)];
}

const longTasksOf = ({ longTasks, busy }, seconds) => {
  const longest =
    longTasks.length > 0 ? `, the longest ${Math.max(...longTasks).toFixed(0)} ms` : '';
  const worst = [...busy].sort((a, b) => b.duration - a.duration)[0];
  const scripts = worst?.scripts.length ? ` (${worst.scripts.join(', ')})` : '';
  return `${longTasks.length} tasks over 50 ms on the page's thread in ${seconds} s${longest}${longTasks.length > 0 ? scripts : ''}`;
};

export function formatPlayground(measured) {
  const { engine, load, firstLossMs, alone, tried, bigramMs, steps, errors } = measured;
  const { validationLoss, validated, sampled, words } = measured;
  const waits = waitsOf(tried);
  return [
    `the default model in the page, ${engine.kind}, ${engine.threads} threads, at a load of ${load.toFixed(1)}`,
    `first loss on screen ${firstLossMs.toFixed(0)} ms after pressing Train (wanted: 600)`,
    `${longTasksOf(alone, aloneMs / 1000)} of training (wanted: none)`,
    `of these on the processor ${alone.longOnProcessor}: the longest of ${alone.processorTasks} tasks took it ${alone.longestOnProcessor.toFixed(1)} ms`,
    `${longTasksOf(tried, triedMs / 1000)} of training and trying controls`,
    `input latency ${quantile(waits, 0.95)} ms, 95th percentile of ${waits.length} presses and keys (wanted: 100), at most ${Math.max(0, ...waits)} ms`,
    `bigram loss passed ${bigramMs === null ? 'never' : `after ${(bigramMs / 1000).toFixed(1)} s`} by the smoothed training loss (wanted: 5 s)`,
    `${steps} steps after ${learningMs / 1000} s: validation loss ${validationLoss.toFixed(3)} over ${validated} characters (wanted: 1.65)`,
    `${(100 * words).toFixed(0)} % of the words of three letters or more in ${sampled} sampled characters are in the book (wanted: 65 %)`,
    ...errors.map((error) => `error on the page: ${error}`),
  ].join('\n');
}
