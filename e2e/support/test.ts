/**
 * `test` with the playground as a fixture. In normal use no page says anything on the console,
 * throws, or asks another origin for anything: every test that does not provoke an error checks it.
 */
import { test as base, type Page } from '@playwright/test';
import { expect } from './expect.ts';
import { setPace, slowClockCode } from './pace.ts';
import { Playground } from './playground.ts';
import { paceWorker } from './worker-faults.ts';

export { expect };

interface Fixtures {
  /** Complaints on the console are part of this test. */
  provokesErrors: boolean;
  /** Pages find out what a step takes, as they do when they are left alone for a moment. */
  triesSteps: boolean;
  playground: Playground;
}

export const test = base.extend<Fixtures>({
  provokesErrors: [false, { option: true }],
  triesSteps: [false, { option: true }],
  playground: async ({ page, baseURL, provokesErrors, triesSteps }, use) => {
    if (!triesSteps) await page.context().addInitScript(withholdTrials);
    await setPace(page);
    if (slowClockCode !== '') await paceWorker(page);
    const { complaints, foreign } = watchPage(page, baseURL);
    await use(new Playground(page));
    expect(foreign, 'requests to other origins').toEqual([]);
    if (!provokesErrors) expect(complaints, 'console errors and page errors').toEqual([]);
  },
});

/** Runs in the page. A trial keeps every core busy for a third of a second, beside other tests. */
function withholdTrials(): void {
  const post = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage')?.value as (
    ...sent: unknown[]
  ) => void;
  Worker.prototype.postMessage = function (this: Worker, ...sent: unknown[]) {
    if ((sent[0] as { type?: string } | null)?.type !== 'training.try') post.apply(this, sent);
  };
}

interface Observed {
  complaints: string[];
  foreign: string[];
}

/** Over plain http a browser says of this header, on the console, that it does not follow it. */
const ignoredHeader = /^The Cross-Origin-Opener-Policy header has been ignored/;

/** Collects from now on; for pages that a test opens itself. */
export function watchPage(page: Page, baseURL = 'http://127.0.0.1/'): Observed {
  const observed: Observed = { complaints: [], foreign: [] };
  const { hostname } = new URL(baseURL);
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const isOfHeader = hostname !== '127.0.0.1' && ignoredHeader.test(message.text());
    if (!isOfHeader) observed.complaints.push(message.text());
  });
  page.on('pageerror', (error) => observed.complaints.push(error.message));
  page.context().on('request', (request) => {
    const url = new URL(request.url());
    const isLocal = ['data:', 'blob:', 'about:'].includes(url.protocol);
    if (!isLocal && url.hostname !== hostname) observed.foreign.push(url.href);
  });
  // what the policy holds back is no request; the browser complains of it on the console
  page.context().on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'csp') return;
    const at = observed.foreign.indexOf(request.url());
    if (at >= 0) observed.foreign.splice(at, 1);
  });
  return observed;
}
