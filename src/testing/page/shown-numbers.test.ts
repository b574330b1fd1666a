/** Every number that the page shows, against the message that it came with. */
import { describe, it } from 'vitest';
import { gatesChecks } from './gates-checks.ts';
import { netChecks } from './net-checks.ts';
import { runChecks } from './run-checks.ts';
import { sampleChecks } from './sample-checks.ts';

const checks = { ...runChecks, ...gatesChecks, ...sampleChecks, ...netChecks };

describe('the page shows', () => {
  it.each(Object.entries(checks))('%s', async (_, check) => {
    await check();
  });
});
