import { afterEach, describe, it } from 'vitest';
import { closeSubjects } from '../testing/checks/subject.ts';
import { tunedSettings } from '../testing/checks/tuned-settings.ts';
import { checkSound } from '../testing/planted-bugs.ts';

afterEach(closeSubjects);

describe('what was tuned while training', () => {
  for (const [name, check] of Object.entries(tunedSettings)) it(name, () => checkSound(check));
});
