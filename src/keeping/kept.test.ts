import { describe, it } from 'vitest';
import { keepingChecks } from '../testing/checks/keeping.ts';

describe('what is kept of a run', () => {
  for (const [name, check] of Object.entries(keepingChecks)) it(name, () => check());
});
