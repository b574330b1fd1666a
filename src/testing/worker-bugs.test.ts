import { afterEach, describe, expect, it } from 'vitest';
import { closeSubjects } from './checks/subject.ts';
import { runPlantedBug } from './planted-bugs.ts';
import { bugsToPlant } from './thorough.ts';
import { workerBugs } from './worker-bugs.ts';
import { workerChecks } from './worker-checks.ts';

afterEach(closeSubjects);

describe('a bug planted in the worker is noticed', () => {
  it.each(bugsToPlant(workerBugs))('%s', async (_, bug) => {
    expect(await runPlantedBug(bug, workerChecks)).not.toBe('');
  });
});
