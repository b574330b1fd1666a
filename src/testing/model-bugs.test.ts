/** On the CPU: what is wrong here is wrong whatever computes it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import * as drawnSequences from './drawn-sequences.ts';
import { modelBugs } from './model-bugs.ts';
import { patchedModule } from './patched-module.ts';
import { type Check, describeBug, runPlantedBug } from './planted-bugs.ts';
import * as followedRun from './follow-run.ts';
import * as pooledModel from './pooled-model.ts';
import * as predictedTags from './predicted-tags.ts';
import * as readLine from './read-line.ts';
import { recordedRuns } from './recordings.ts';
import { openTestCpu } from './test-cpu.ts';
import * as twoStacks from './two-stacks.ts';

let backend: Backend;
beforeAll(() => {
  backend = openTestCpu();
});
afterAll(() => {
  backend.destroy();
});

const sizes = {
  form: 'cpu',
  strategy: 'step',
  layers: 2,
  directions: 2,
  hasLengths: true,
} as const;
const small = { ...sizes, hiddenSize: 5, batchSize: 3, timeSteps: 3, embeddingSize: 0, seed: 5 };

const decoder =
  (changes: Partial<twoStacks.TwoStacks>): Check =>
  async (patch) => {
    const file = 'src/testing/two-stacks.ts';
    const { checkEncoderDecoder } = patch
      ? await patchedModule<typeof twoStacks>(file, patch)
      : twoStacks;
    const c = { cell: 'lstm', ...small, sourceSteps: 4, ...changes };
    // layers of several lengths, and of one
    await checkEncoderDecoder(backend, c);
    await checkEncoderDecoder(backend, { ...c, hasLengths: false });
  };

const checks: Record<string, Check> = {
  'a decoder of lstm': decoder({}),
  'a decoder of gru': decoder({ cell: 'gru' }),

  async 'one answer for each sequence'(patch) {
    const file = 'src/testing/pooled-model.ts';
    const { checkPooled } = patch
      ? await patchedModule<typeof pooledModel>(file, patch)
      : pooledModel;
    for (const pool of ['ends', 'mean'] as const) {
      const c = { cell: 'lstm', ...small, pool, objective: 'sigmoid', outputSize: 3 } as const;
      await checkPooled(backend, c);
    }
  },

  async 'sequences that are drawn'(patch) {
    const file = 'src/testing/drawn-sequences.ts';
    const { checkDrawnSequences } = patch
      ? await patchedModule<typeof drawnSequences>(file, patch)
      : drawnSequences;
    await checkDrawnSequences(backend, { form: 'cpu' });
  },

  async 'the loss curve of a tagger'(patch) {
    const file = 'src/testing/follow-run.ts';
    const { followRun } = patch
      ? await patchedModule<typeof followedRun>(file, patch)
      : followedRun;
    for (const run of recordedRuns.filter(({ name }) => name === 'tagger')) {
      await followRun(backend, run);
    }
  },

  async 'the tags of held-out sentences'(patch) {
    const file = 'src/testing/predicted-tags.ts';
    const { checkPredictions, predictedCases } = patch
      ? await patchedModule<typeof predictedTags>(file, patch)
      : predictedTags;
    for (const c of predictedCases) await checkPredictions(backend, c);
  },

  async 'both directions of every layer'(patch) {
    const file = 'src/testing/read-line.ts';
    const { checkReadings } = patch ? await patchedModule<typeof readLine>(file, patch) : readLine;
    await checkReadings(backend, { cell: 'lstm', ...small, learnsInitialState: true });
  },
};

describe('a bug planted in a model is noticed', () => {
  it.each(modelBugs.map((bug) => [describeBug(bug), bug] as const))('%s', async (_, bug) => {
    expect(await runPlantedBug(bug, checks)).not.toBe('');
  });
});
