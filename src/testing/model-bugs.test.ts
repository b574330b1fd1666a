/** On the CPU: what is wrong here is wrong whatever computes it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import * as bothDirections from './both-directions.ts';
import * as drawnSequences from './drawn-sequences.ts';
import { modelBugs } from './model-bugs.ts';
import * as pairWeights from './pair-weights.ts';
import { patchedModule } from './patched-module.ts';
import { type Check, runPlantedBug } from './planted-bugs.ts';
import * as plainNetwork from './plain-network.ts';
import * as pooledModel from './pooled-model.ts';
import * as readLine from './read-line.ts';
import * as recorded from './recorded-encoder-decoders.ts';
import * as reach from './recorded-reach.ts';
import { openTestCpu } from './test-cpu.ts';
import { bugsToPlant } from './thorough.ts';
import * as translation from './translation-check.ts';
import * as twoStacks from './two-stacks.ts';
import * as windows from './windows.ts';

let backend: Backend;
beforeAll(() => {
  backend = openTestCpu();
});
afterAll(() => {
  backend.destroy();
});

const sizes = {
  form: 'cpu',
  strategy: 'stepwise',
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

const bothWays =
  (look: (subject: typeof bothDirections) => Promise<void>): Check =>
  async (patch) => {
    const file = 'src/testing/both-directions.ts';
    await look(patch ? await patchedModule<typeof bothDirections>(file, patch) : bothDirections);
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
    const { checkDrawnSequences, ruledRequest } = patch
      ? await patchedModule<typeof drawnSequences>(file, patch)
      : drawnSequences;
    await checkDrawnSequences(backend, { form: 'cpu' });
    await checkDrawnSequences(backend, { form: 'cpu' }, { firsts: [1, 4, 6] });
    await checkDrawnSequences(backend, { form: 'cpu' }, ruledRequest);
  },

  async 'a plain network'(patch) {
    const file = 'src/testing/plain-network.ts';
    const { checkPlainNetwork } = patch
      ? await patchedModule<typeof plainNetwork>(file, patch)
      : plainNetwork;
    checkPlainNetwork();
  },

  async 'both directions of every layer'(patch) {
    const file = 'src/testing/read-line.ts';
    const { checkReadings } = patch ? await patchedModule<typeof readLine>(file, patch) : readLine;
    await checkReadings(backend, { cell: 'lstm', ...small, learnsInitialState: true });
  },

  async windows(patch) {
    const file = 'src/testing/windows.ts';
    const { checkLearning, checkReach, checkUses, runs } = patch
      ? await patchedModule<typeof windows>(file, patch)
      : windows;
    for (const recorded of runs) await checkLearning(backend, recorded);
    await checkUses(backend);
    await checkReach(backend, 2);
  },

  'gradients of both ways': bothWays(async ({ checkLineGradients }) => {
    for (const watched of [0, 1]) {
      await checkLineGradients(backend, 'lstm', { watched, direction: 0 });
      await checkLineGradients(backend, 'lstm', { watched, direction: 1 });
    }
  }),
  'uses in both ways': bothWays(({ checkUses }) => checkUses(backend, 'lstm')),
  async 'a source that is looked at'(patch) {
    const file = 'src/testing/recorded-encoder-decoders.ts';
    const { checkRecorded, lookingCase } = patch
      ? await patchedModule<typeof recorded>(file, patch)
      : recorded;
    await checkRecorded(backend, lookingCase);
  },
  async 'what a beam writes'(patch) {
    const file = 'src/testing/translation-check.ts';
    const { checkTranslation, beamCase } = patch
      ? await patchedModule<typeof translation>(file, patch)
      : translation;
    await checkTranslation(backend, beamCase);
  },
  async 'the reach of an answer'(patch) {
    const file = 'src/testing/recorded-reach.ts';
    const { checkReach, recordedReaches } = patch
      ? await patchedModule<typeof reach>(file, patch)
      : reach;
    for (const recorded of recordedReaches) await checkReach(backend, recorded);
  },
  async 'a weight of a pair'(patch) {
    const file = 'src/testing/pair-weights.ts';
    const { checkPairWeights, weighedPairs } = patch
      ? await patchedModule<typeof pairWeights>(file, patch)
      : pairWeights;
    for (const pair of weighedPairs) await checkPairWeights(backend, pair);
  },
  'pins of one walk': bothWays(({ checkPins }) => checkPins(backend, 'lstm')),
};

describe('a bug planted in a model is noticed', () => {
  it.each(bugsToPlant(modelBugs))('%s', async (_, bug) => {
    expect(await runPlantedBug(bug, checks)).not.toBe('');
  });
});
