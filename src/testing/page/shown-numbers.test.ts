/** Every number that the page shows, against the message that it came with. */
import { describe, it } from 'vitest';
import { checkSound } from '../planted-bugs.ts';
import { pageChecks } from './page-checks.ts';

describe('the page shows', () => {
  it.each(Object.entries(pageChecks))('%s', async (_, check) => {
    await checkSound(check);
  });
});
