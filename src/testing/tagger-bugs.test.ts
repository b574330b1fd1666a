/** On the CPU: what is wrong here is wrong whatever computes it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import * as followedRun from './follow-run.ts';
import { patchedModule } from './patched-module.ts';
import { type Check, runPlantedBug } from './planted-bugs.ts';
import * as predictedTags from './predicted-tags.ts';
import { recordedRuns } from './recordings.ts';
import { taggerBugs } from './tagger-bugs.ts';
import { openTestCpu } from './test-cpu.ts';
import { bugsToPlant } from './thorough.ts';

let backend: Backend;
beforeAll(() => {
  backend = openTestCpu();
});
afterAll(() => {
  backend.destroy();
});

const checks: Record<string, Check> = {
  async 'the loss curve of a tagger'(patch) {
    const file = 'src/testing/follow-run.ts';
    const { followRun } = patch
      ? await patchedModule<typeof followedRun>(file, patch)
      : followedRun;
    const taggers = recordedRuns.filter(({ batches: [{ lengths }] }) => lengths !== undefined);
    for (const run of taggers) await followRun(backend, run);
  },

  async 'the tags of held-out sentences'(patch) {
    const file = 'src/testing/predicted-tags.ts';
    const { checkPredictions, predictedCases } = patch
      ? await patchedModule<typeof predictedTags>(file, patch)
      : predictedTags;
    for (const c of predictedCases) await checkPredictions(backend, c);
  },
};

describe('a bug planted in a tagger is noticed', () => {
  it.each(bugsToPlant(taggerBugs))('%s', async (_, bug) => {
    expect(await runPlantedBug(bug, checks)).not.toBe('');
  });
});
