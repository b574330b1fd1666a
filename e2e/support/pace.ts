/**
 * The pace of the page against its tests, so that one machine finds what fails on another:
 *
 * - `E2E_DELAY=500`: as on a machine with too much to do, frames and messages come so many
 *   milliseconds late.
 * - `E2E_QUICK=5`: as on a machine that computes five times as quickly, since all clocks of page
 *   and worker go at a fifth of their pace.
 * - `E2E_FAR=1200`: as on a machine that has made so many steps before a test can stop it.
 * - `E2E_LAG=300`: the page is ahead of the test, which waits so many milliseconds after each act.
 */
import type { Page } from '@playwright/test';

const numberOf = (name: string) => Number(process.env[name] ?? 0);

const delay = numberOf('E2E_DELAY');
const quick = numberOf('E2E_QUICK');
export const far = numberOf('E2E_FAR');
export const lag = numberOf('E2E_LAG');

/** Runs in the page. */
function comeLate(ms: number): void {
  const frame = window.requestAnimationFrame.bind(window);
  const cancel = window.cancelAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    window.setTimeout(() => frame((time) => callback(time)), ms);
  window.cancelAnimationFrame = (id) => {
    clearTimeout(id);
    cancel(id);
  };
  const hears = Object.getOwnPropertyDescriptor(Worker.prototype, 'onmessage');
  Object.defineProperty(Worker.prototype, 'onmessage', {
    set(this: Worker, listener: (event: MessageEvent) => void) {
      hears?.set?.call(this, (event: MessageEvent) => setTimeout(() => listener(event), ms));
    },
  });
}

/** Runs in the page, and before the worker's script. */
function slowClocks(times: number): void {
  const now = performance.now.bind(performance);
  performance.now = () => now() / times;
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const start = globalThis[name].bind(globalThis) as (
      act: () => void,
      ms: number,
      ...rest: unknown[]
    ) => number;
    Object.defineProperty(globalThis, name, {
      value: (act: () => void, ms = 0, ...rest: unknown[]) => start(act, ms * times, ...rest),
    });
  }
}

/** For the start of a worker's script; empty where clocks are as they are. */
export const slowClockCode = quick > 0 ? `(${slowClocks.toString()})(${quick});` : '';

/** For a worker whose clocks go so many times as quickly: what it tells every few seconds comes soon. */
export const quickClockCode = (times: number): string =>
  `(${slowClocks.toString()})(${1 / times});`;

/** From the next load on. Workers have a clock of their own. */
export async function setPace(page: Page): Promise<void> {
  if (delay > 0) await page.addInitScript(comeLate, delay);
  if (quick > 0) await page.addInitScript(slowClocks, quick);
}

/** After an act of the test that is no click and no key, for which the browser's driver waits. */
export async function fallBehind(): Promise<void> {
  if (lag > 0) await new Promise((resolve) => setTimeout(resolve, lag));
}
