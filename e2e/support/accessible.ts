/** No violation that axe knows of. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Playground } from './playground.ts';
import { expect } from './test.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface WithAxe {
  axe: { run(options: RunOptions): Promise<AxeResults> };
}

/** The policy of the page lets no foreign script in: axe comes through the debugger. */
export async function expectAccessible({ page }: Playground, state: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const { violations, passes } = await page.evaluate(async () => {
    const { axe } = window as unknown as WithAxe;
    const results = await axe.run({ resultTypes: ['violations'] });
    return {
      violations: results.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
      ),
      passes: results.passes.length,
    };
  });
  expect(passes, 'rules that found something to look at').toBeGreaterThan(10);
  expect(violations, state).toEqual([]);
}
