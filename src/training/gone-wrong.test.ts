import { describe, it } from 'vitest';
import { goneWrong } from '../testing/checks/gone-wrong.ts';

describe('a run that has gone wrong', () => {
  for (const [name, check] of Object.entries(goneWrong)) it(name, () => check());
});
