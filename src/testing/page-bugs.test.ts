/** A fault planted in what the page shows or says is noticed by the check that is named for it. */
import { describe, expect, it } from 'vitest';
import { constantChecks } from './constant-checks.ts';
import { keptBugs } from './kept-bugs.ts';
import { cellChecks } from './page/cell-checks.ts';
import { pageChecks } from './page/page-checks.ts';
import { pageBugs } from './page-bugs.ts';
import { pageAnswersBugs } from './page-answers-bugs.ts';
import { pageBesideBugs } from './page-beside-bugs.ts';
import { pageClassBugs } from './page-class-bugs.ts';
import { pageDataBugs } from './page-data-bugs.ts';
import { pageDirectionBugs } from './page-direction-bugs.ts';
import { pageExampleBugs } from './page-example-bugs.ts';
import { pageGoOnBugs } from './page-go-on-bugs.ts';
import { pageMissedBugs } from './page-missed-bugs.ts';
import { pageQuizBugs } from './page-quiz-bugs.ts';
import { pageTunesBugs } from './page-tunes-bugs.ts';
import { pageTwoTextsBugs } from './page-two-texts-bugs.ts';
import { pageSurroundingsBugs } from './page-surroundings-bugs.ts';
import { pageTagsBugs } from './page-tags-bugs.ts';
import { runPlantedBug } from './planted-bugs.ts';
import { statedBugs } from './stated-bugs.ts';
import { bugsToPlant, someOf } from './thorough.ts';

const checks = { ...pageChecks, ...cellChecks, ...constantChecks };

describe('a fault planted in the page is noticed', () => {
  const bugs = [
    ...pageBugs,
    ...pageMissedBugs,
    ...pageGoOnBugs,
    ...pageBesideBugs,
    ...pageSurroundingsBugs,
    ...pageClassBugs,
    ...pageDataBugs,
    ...pageDirectionBugs,
    ...pageTagsBugs,
    ...pageExampleBugs,
    ...pageAnswersBugs,
    ...pageQuizBugs,
    ...pageTunesBugs,
    ...pageTwoTextsBugs,
    ...statedBugs,
    ...keptBugs,
  ];
  it.each(someOf(bugsToPlant(bugs)))('%s', async (_, bug) => {
    expect(await runPlantedBug(bug, checks)).not.toBe('');
  });
});
