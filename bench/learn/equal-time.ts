/** Another net for as long as one has trained: what a second of training is worth to either. */
import type { Settings } from '../../src/config/settings.ts';
import type { MetricBound } from '../../src/protocol/metrics.ts';
import type { Place } from './main.ts';
import { PageRun } from './page-run.ts';

/** Steps after which the time of one is known. */
const first = 20;

/** Bits per character of a net that trains for so many seconds, in a page of its own. */
export async function inEqualTime(
  { browser, address }: Place,
  settings: Partial<Settings>,
  label: string,
  seconds: number,
): Promise<MetricBound> {
  const page = await browser.newPage();
  try {
    const run = await PageRun.open(page, address, settings);
    let measured = await run.trainTo(first);
    while (measured.seconds < seconds) {
      const more = Math.ceil((measured.step * (seconds - measured.seconds)) / measured.seconds);
      measured = await run.trainTo(measured.step + more);
    }
    const said = `${label}, as long: ${measured.step} steps`;
    return { metric: 'bits', label: said, value: run.bitsPerCharacter(measured) };
  } finally {
    await page.close();
  }
}
