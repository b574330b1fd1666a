import { afterEach, describe, it } from 'vitest';
import { diaryChecks } from '../testing/checks/diary.ts';
import { closeSubjects } from '../testing/checks/subject.ts';

afterEach(closeSubjects);

describe('the diary', () => {
  for (const [name, check] of Object.entries(diaryChecks)) it(name, () => check());
});
