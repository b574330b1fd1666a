import { afterEach, describe, it } from 'vitest';
import { noLeak } from '../testing/checks/no-leak.ts';
import { reading } from '../testing/checks/reading.ts';
import { closeSubjects } from '../testing/checks/subject.ts';
import { checkSound } from '../testing/planted-bugs.ts';

afterEach(closeSubjects);

describe('what is read of a text', () => {
  for (const [name, check] of Object.entries({ ...noLeak, ...reading }))
    it(name, () => checkSound(check));
});
