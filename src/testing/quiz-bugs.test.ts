import { describe, expect, it } from 'vitest';
import { patchedModule } from './patched-module.ts';
import { type Check, runPlantedBug } from './planted-bugs.ts';
import * as answers from './quiz-answers.ts';
import * as balance from './quiz-balance.ts';
import { quizBugs } from './quiz-bugs.ts';
import { bugsToPlant } from './thorough.ts';

const checks: Record<string, Check> = {
  async 'a balanced quiz of new sentences'(patch) {
    const file = 'src/testing/quiz-balance.ts';
    const { checkBalance } = patch ? await patchedModule<typeof balance>(file, patch) : balance;
    await checkBalance(1);
  },

  async 'the answers of a net'(patch) {
    const file = 'src/testing/quiz-answers.ts';
    const { checkAnswers } = patch ? await patchedModule<typeof answers>(file, patch) : answers;
    await checkAnswers({ level: 'word', sequences: 'sentence' });
  },
};

describe('a bug planted in a quiz is noticed', () => {
  it.each(bugsToPlant(quizBugs))('%s', async (_, bug) => {
    expect(await runPlantedBug(bug, checks)).not.toBe('');
  });
});
