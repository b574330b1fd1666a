/** Every number that the page shows, against the message that it came with. */
import { describe, it } from 'vitest';
import { gatesChecks } from './gates-checks.ts';
import { runChecks } from './run-checks.ts';

const checks = { ...runChecks, ...gatesChecks };

describe('the page shows', () => {
  it.each(Object.entries(checks))('%s', async (_, check) => {
    await check();
  });
});
