import { afterEach, describe, it } from 'vitest';
import { cadence } from '../testing/checks/cadence.ts';
import { frameChecks } from '../testing/checks/frames.ts';
import { pace } from '../testing/checks/pace.ts';
import { closeSubjects } from '../testing/checks/subject.ts';
import { checkSound } from '../testing/planted-bugs.ts';

afterEach(closeSubjects);

describe('what keeps time', () => {
  for (const [name, check] of Object.entries({ ...cadence, ...frameChecks, ...pace }))
    it(name, () => checkSound(check));
});
