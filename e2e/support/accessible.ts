/** No violation that axe knows of. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Playground } from './playground.ts';
import { expect } from './test.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface WithAxe {
  axe: { run(within: Node, options: RunOptions): Promise<AxeResults> };
}

/** The policy of the page lets no foreign script in: axe comes through the debugger. */
async function expectNoViolation(
  { page }: Playground,
  state: string,
  options: RunOptions,
  fewest: number,
  within?: Locator,
): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const part = within ?? page.locator(':root');
  const { violations, passes } = await part.evaluate(async (node, wanted) => {
    const { axe } = window as unknown as WithAxe;
    const results = await axe.run(node, { resultTypes: ['violations'], ...wanted });
    return {
      violations: results.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
      ),
      passes: results.passes.length,
    };
  }, options);
  expect(passes, 'rules that found something to look at').toBeGreaterThanOrEqual(fewest);
  expect(violations, state).toEqual([]);
}

/** @param within the part that has changed since all was looked at; otherwise all */
export function expectAccessible(
  playground: Playground,
  state: string,
  within?: Locator,
): Promise<void> {
  return expectNoViolation(playground, state, {}, 11, within);
}

/** Of all rules those that colours can break: where only these have changed since all were looked at. */
export function expectReadable(
  playground: Playground,
  state: string,
  within?: Locator,
): Promise<void> {
  const runOnly: RunOptions['runOnly'] = ['color-contrast', 'link-in-text-block'];
  return expectNoViolation(playground, state, { runOnly }, 1, within);
}

/** As the system wishes it, at once. */
export async function setColours({ page }: Playground, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', scheme);
}
