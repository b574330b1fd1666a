import { afterEach, describe, it } from 'vitest';
import { diaryBesideTraining } from '../testing/checks/diary-beside-training.ts';
import { diaryChecks } from '../testing/checks/diary.ts';
import { closeSubjects } from '../testing/checks/subject.ts';
import { checkSound } from '../testing/planted-bugs.ts';

afterEach(closeSubjects);

describe('the diary', () => {
  for (const [name, check] of Object.entries({ ...diaryChecks, ...diaryBesideTraining })) {
    it(name, () => checkSound(check));
  }
});
