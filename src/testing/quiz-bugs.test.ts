import { describe, expect, it } from 'vitest';
import { patchedModule } from './patched-module.ts';
import { type Check, runPlantedBug, type SourcePatch } from './planted-bugs.ts';
import * as answers from './quiz-answers.ts';
import * as balance from './quiz-balance.ts';
import { quizBugs } from './quiz-bugs.ts';
import * as typedTexts from './typed-texts.ts';
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

  async 'what is suggested'(patch) {
    await (await typed(patch)).checkSuggestions({ level: 'word', sequences: 'stream' });
  },

  async 'what is typed'(patch) {
    await (await typed(patch)).checkKeystrokes({ level: 'character', sequences: 'stream' });
  },

  async 'what is forced'(patch) {
    await (await typed(patch)).checkForcing({ level: 'word', sequences: 'sentence' });
  },
};

async function typed(patch: SourcePatch | undefined): Promise<typeof typedTexts> {
  const file = 'src/testing/typed-texts.ts';
  return patch ? patchedModule<typeof typedTexts>(file, patch) : typedTexts;
}

describe('a bug planted in a quiz, or in what is suggested, is noticed', () => {
  it.each(bugsToPlant(quizBugs))('%s', async (_, bug) => {
    expect(await runPlantedBug(bug, checks)).not.toBe('');
  });
});
