/** What a net reads of recordings is right, and would be noticed if it were not. */
import { describe, expect, it } from 'vitest';
import { patchedModule } from './patched-module.ts';
import { type Check, checkSound, runPlantedBug } from './planted-bugs.ts';
import { recordedBugs } from './recorded-bugs.ts';
import * as features from './recorded-features.ts';
import { bugsToPlant } from './thorough.ts';

type Features = typeof features;

const checkOf =
  (act: (module: Features) => void): Check =>
  async (patch) =>
    act(
      patch ? await patchedModule<Features>('src/testing/recorded-features.ts', patch) : features,
    );

const checks: Record<string, Check> = {
  'loudness of bands': checkOf((module) => module.checkLoudness()),
  'the word in a recording': checkOf((module) => module.checkWord()),
  'movement in a grid': checkOf((module) => module.checkMovement()),
  'brightness of pixels': checkOf((module) => module.checkBrightness()),
};

describe('of recordings a net reads', () => {
  it.each(Object.entries(checks))('%s', async (_, check) => {
    await expect(checkSound(check)).resolves.toBeUndefined();
  });
});

describe('a bug planted in what is read of recordings is noticed', () => {
  it.each(bugsToPlant(recordedBugs))('%s', async (_, bug) => {
    expect(await runPlantedBug(bug, checks)).not.toBe('');
  });
});
