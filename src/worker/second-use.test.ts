import { afterEach, describe, it } from 'vitest';
import { goesOn } from '../testing/checks/goes-on.ts';
import { secondRun } from '../testing/checks/second-run.ts';
import { secondUse } from '../testing/checks/second-use.ts';
import { closeSubjects } from '../testing/checks/subject.ts';
import { checkSound } from '../testing/planted-bugs.ts';

afterEach(closeSubjects);

describe('as if for the first time', () => {
  for (const [name, check] of Object.entries({ ...secondUse, ...secondRun, ...goesOn }))
    it(name, () => checkSound(check));
});
