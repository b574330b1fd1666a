import { afterEach, describe, it } from 'vitest';
import { trialChecks } from '../testing/checks/trial.ts';
import { closeSubjects } from '../testing/checks/subject.ts';
import { checkSound } from '../testing/planted-bugs.ts';

afterEach(closeSubjects);

describe('a trial', () => {
  for (const [name, check] of Object.entries(trialChecks)) it(name, () => checkSound(check));
});
